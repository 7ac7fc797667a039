import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFolder } from '../files/make-folder.ts';
import { plainReason } from '../files/plain-reason.ts';
import type { Phase } from '../options/index.ts';
import { formatText, PassTrace, type PassEvent } from '../specialise/index.ts';
import { OutputError } from './output-error.ts';

/** Files of an earlier trace, which would mix with those of this one. */
const TRACED = /^\d{3}-.*\.[jt]s$/;

/** Writes what the passes of the specialiser do to `FOLDER/PHASE/NNN-PASS.ts`, a file for each change. */
export class PassTraceFiles {
  readonly #folder: string;
  readonly #traces = new Map<Phase, PassTrace>();
  readonly #texts = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Writes the program at once, so that the file is there whatever happens next.
   * @throws OutputError if it cannot be written
   */
  add(phase: Phase, event: PassEvent): void {
    const folder = join(this.#folder, phase);
    let trace = this.#traces.get(phase);
    if (trace === undefined) {
      trace = new PassTrace();
      this.#traces.set(phase, trace);
      this.#attempt(() => removeEarlier(folder));
    }
    for (const { file, text } of trace.add(event)) {
      const path = join(folder, file);
      this.#texts.set(path, text);
      this.#attempt(() => writeFileSync(path, text));
    }
  }

  /** Formats the files, so that two of them can be compared line by line. */
  async format(): Promise<void> {
    for (const [path, text] of this.#texts) {
      // A text that prettier cannot read is evidence of a fault: it stays as it is.
      const formatted = await formatText(text).catch(() => text);
      this.#attempt(() => writeFileSync(path, formatted));
    }
  }

  #attempt(write: () => void): void {
    try {
      write();
    } catch (cause) {
      throw new OutputError(
        `${this.#folder}: the passes cannot be written: ${plainReason(cause)}. Fix that or name another folder with --trace-passes.`,
        { cause },
      );
    }
  }
}

function removeEarlier(folder: string): void {
  makeFolder(folder);
  for (const name of readdirSync(folder)) if (TRACED.test(name)) rmSync(join(folder, name));
}
