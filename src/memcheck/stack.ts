/** A call stack whose text is made when it is asked for, which takes longer than to note it. */
export class Stack {
  readonly #holder: { readonly stack?: string };

  private constructor(holder: { readonly stack?: string }) {
    this.#holder = holder;
  }

  /**
   * The callers of the function `above`, at most `depth`. Engines that cannot leave frames out show
   * those of the checker, too.
   */
  static capture(above: Callable, depth: number): Stack {
    if (typeof Error.captureStackTrace !== 'function') return new Stack(new Error());
    const limit = Error.stackTraceLimit;
    const holder = {};
    Error.stackTraceLimit = depth;
    Error.captureStackTrace(holder, above);
    Error.stackTraceLimit = limit;
    return new Stack(holder);
  }

  /** A line for each frame, innermost first, such as `main (file.js:10:5)`, without those of Node.js. */
  get frames(): readonly string[] {
    const lines = (this.#holder.stack ?? '').split('\n');
    return lines
      .map((line) => line.trim())
      .filter((line) => /^at |@/.test(line) && !line.includes('node:internal/'))
      .map((line) => line.replace(/^at /, ''));
  }
}

/** What a stack can leave out; only its identity counts. */
export type Callable = (...args: never[]) => unknown;
