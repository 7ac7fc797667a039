import { joinSyntaxErrors, KconfigError, KconfigLimitError, KconfigSyntaxError } from './errors.ts';
import { MAX_SYNTAX_ERRORS } from './limits.ts';
import type { Reporter } from './reporter.ts';

/**
 * Decides what an error in a tree's text costs.
 *
 * - Strict, as for the C program: the tree. Further syntax errors are looked for, up to a limit, and
 *   thrown together; any other error is thrown at once.
 * - Otherwise: its statement. It becomes a diagnostic. Only what is beyond the limits ends the reading.
 */
export class LoadErrors {
  readonly isStrict: boolean;
  readonly #reporter: Reporter;
  readonly #syntaxErrors: KconfigSyntaxError[] = [];
  #last: unknown;

  constructor(reporter: Reporter, isStrict: boolean) {
    this.#reporter = reporter;
    this.isStrict = isStrict;
  }

  /** Whether the tree is lost, so that statements need only be checked. */
  get areFatal(): boolean {
    return this.#syntaxErrors.length > 0;
  }

  /** Takes note of an error, each once. Throws it if it ends the reading. */
  note(error: unknown): void {
    if (this.isStrict) this.#noteStrictly(error);
    else this.#report(error);
  }

  /**
   * Takes note of a limit that is met after the reading, where work can go on without what is beyond it.
   *
   * @throws KconfigLimitError if it costs the tree.
   */
  noteLimit(error: KconfigLimitError): void {
    if (this.isStrict) throw error;
    this.#reporter.error(error);
  }

  #noteStrictly(error: unknown): void {
    const isNew = error instanceof KconfigSyntaxError && error !== this.#last;
    if (!isNew) throw error;
    this.#last = error;
    this.#syntaxErrors.push(error);
    if (this.#syntaxErrors.length === MAX_SYNTAX_ERRORS) throw error;
  }

  #report(error: unknown): void {
    if (!(error instanceof KconfigError)) throw error;
    if (error !== this.#last) {
      this.#last = error;
      this.#reporter.error(error);
    }
    if (error instanceof KconfigLimitError) throw error;
  }

  /**
   * Ends the reading, by an error or without one.
   *
   * @throws KconfigSyntaxError for all syntax errors together, and any error that was not noted.
   */
  finish(error: unknown): void {
    if (this.#syntaxErrors.length > 0) throw joinSyntaxErrors(this.#syntaxErrors);
    const isReported = !this.isStrict && error === this.#last;
    if (error !== undefined && !isReported) throw error;
  }
}
