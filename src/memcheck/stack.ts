import { stackText } from '../stack-text.ts';

/** Frames of functions that the engine or Node.js is made of. */
const ENGINE = /node:internal\/|\(<anonymous>\)$|\[native code\]/;

/** A call stack. Its text is made when it is read, because that takes longer than capturing the stack. */
export class Stack {
  readonly #holder: { readonly stack?: string };

  private constructor(holder: { readonly stack?: string }) {
    this.#holder = holder;
  }

  /**
   * Captures the callers of the function `above`, at most `depth` of them. Engines that cannot leave out
   * frames also show those of the checker.
   */
  static capture(above: Callable, depth: number): Stack {
    if (typeof Error.captureStackTrace !== 'function') return new Stack(new Error());
    const limit = Error.stackTraceLimit;
    const holder = {};
    // A program may have frozen Error.
    Reflect.set(Error, 'stackTraceLimit', depth);
    Error.captureStackTrace(holder, above);
    Reflect.set(Error, 'stackTraceLimit', limit);
    return new Stack(holder);
  }

  /** One line for each frame, innermost first, such as `main (file.js:10:5)`, without those of the engine and of Node.js. */
  get frames(): readonly string[] {
    return stackText(this.#holder)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^at |@/.test(line) && !ENGINE.test(line))
      .map((line) => line.replace(/^at /, ''));
  }
}

/** A function whose frame, with all inside of it, a stack leaves out. */
export type Callable = (...args: never[]) => unknown;
