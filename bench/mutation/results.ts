import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * `unreached`: no case of the tests runs the place; `same`: the mutant makes no difference there in any
 * of them.
 */
export type Outcome = 'killed' | 'timeout' | 'survived' | 'unreached' | 'same';

export interface Result {
  readonly key: string;
  readonly outcome: Outcome;
  /** The case that noticed, and what it said. */
  readonly by?: string;
  readonly message?: string;
  /** Processor time of the cases that ran. */
  readonly milliseconds?: number;
}

export function isKilled({ outcome }: Result): boolean {
  return outcome === 'killed' || outcome === 'timeout';
}

/** The results of a run, written as they come, so that a run that is interrupted goes on. */
export class ResultFile {
  readonly #path: string;
  readonly #results = new Map<string, Result>();

  /**
   * @param input digest of everything that results depend on; those of other input are not taken
   * @param keepKilled takes mutants for killed that were killed under other input
   */
  constructor(path: string, input: string, keepKilled: boolean) {
    this.#path = path;
    mkdirSync(dirname(path), { recursive: true });
    const [head, ...lines] = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
    const isSame = head === input;
    for (const line of isSame || keepKilled ? lines : []) {
      const result = JSON.parse(line) as Result;
      if (isSame || isKilled(result)) this.#results.set(result.key, result);
    }
    writeFileSync(
      path,
      [input, ...[...this.#results.values()].map((each) => JSON.stringify(each)), ''].join('\n'),
    );
  }

  get(key: string): Result | undefined {
    return this.#results.get(key);
  }

  add(result: Result): void {
    this.#results.set(result.key, result);
    appendFileSync(this.#path, `${JSON.stringify(result)}\n`);
  }
}
