/** Something that runs JavaScript. */
export interface Engine {
  readonly name: string;
  /** What the table says of its release. */
  version(): string;
  /** Runs a script, and returns the line that it says. Rejects where it says none in time. */
  run(script: Script): Promise<string>;
}

/** The script that is run, on the disk and as text. */
export interface Script {
  readonly path: string;
  readonly text: string;
}

/** Milliseconds: engines without a compiler take most of them. */
export const MOST_TIME = 240_000;

/** The line of a program that says how it ended. */
export const LINE = /^(?:ANSWER|ERROR) .*$/m;
