import type { HostProcess } from './host-process.ts';

/** Tells the user what is being done. */
export interface Progress {
  /** Names the step that begins. */
  step(text: string): void;
  /** Tells how much of a step is done: a bar on a terminal, else a line for each tenth. */
  count(text: string, done: number, of: number): void;
  /** Clears what is on the terminal; must be called before other output. */
  end(): void;
}

const BAR_WIDTH = 24;

/** A spinner where standard error is a terminal that can show one, else a line for each step. */
export async function progressOn({ stderr, env }: HostProcess): Promise<Progress> {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb' || env['CI']) {
    return {
      step: (text) => void stderr.write(`${text}\n`),
      count(text, done, of) {
        const isTenth = Math.floor((done * 10) / of) > Math.floor(((done - 1) * 10) / of);
        if (done === of || (of >= 100 && isTenth)) stderr.write(`${text}: ${done} of ${of}\n`);
      },
      end: () => {},
    };
  }
  const { default: yoctoSpinner } = await import('yocto-spinner');
  const spinner = yoctoSpinner({ stream: stderr as NodeJS.WriteStream });
  const show = (text: string): void => {
    if (spinner.isSpinning) {
      spinner.text = text;
    } else {
      spinner.start(text);
    }
  };
  return {
    step: show,
    count(text, done, of) {
      const full = Math.round((done * BAR_WIDTH) / of);
      show(`${text} ${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${done} of ${of}`);
    },
    end() {
      spinner.stop();
    },
  };
}
