import type { HostProcess } from './host-process.ts';

/** Tells the user what is being done. */
export interface Progress {
  /** Names the step that begins. */
  step(text: string): void;
  /** Clears what is on the terminal; must be called before other output. */
  end(): void;
}

/** A spinner where standard error is a terminal that can show one, else a line for each step. */
export async function progressOn({ stderr, env }: HostProcess): Promise<Progress> {
  if (stderr.isTTY !== true || env['TERM'] === 'dumb' || env['CI']) {
    return { step: (text) => void stderr.write(`${text}\n`), end: () => {} };
  }
  const { default: yoctoSpinner } = await import('yocto-spinner');
  const spinner = yoctoSpinner({ stream: stderr as NodeJS.WriteStream });
  return {
    step(text) {
      if (spinner.isSpinning) {
        spinner.text = text;
      } else {
        spinner.start(text);
      }
    },
    end() {
      spinner.stop();
    },
  };
}
