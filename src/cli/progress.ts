import type { CommandHost } from './command-host.ts';

/** Shows the user how far the work is. */
export interface Progress {
  /** Names the step that begins. */
  step(text: string): void;
  /** Shows how much of a step is done: a bar on a terminal, otherwise a line for each tenth. */
  count(text: string, done: number, of: number): void;
  /** Clears what is on the terminal; must be called before other output. */
  end(): void;
}

const BAR_WIDTH = 24;

/** A spinner if messages go to a terminal that can show one, otherwise a line for each step. */
export async function progressOn({ messages, env }: CommandHost): Promise<Progress> {
  if (messages.isTTY !== true || env['TERM'] === 'dumb' || env['CI']) {
    return {
      step: (text) => void messages.write(`${text}\n`),
      count(text, done, of) {
        const isTenth = Math.floor((done * 10) / of) > Math.floor(((done - 1) * 10) / of);
        if (done === of || (of >= 100 && isTenth)) messages.write(`${text}: ${done} of ${of}\n`);
      },
      end: () => {},
    };
  }
  const { default: yoctoSpinner } = await import('yocto-spinner');
  const spinner = yoctoSpinner({ stream: messages as NodeJS.WriteStream });
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
