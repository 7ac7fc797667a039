/** Builds source text from a list of numbers; where they run out, everything is simplest. */
export class SourceWriter {
  readonly #entropy: readonly number[];
  #at = 0;
  #fresh = 0;

  constructor(entropy: readonly number[]) {
    this.#entropy = entropy;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    const value = this.#entropy[this.#at] ?? 0;
    this.#at += 1;
    return value % limit;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** A name that no other call gave. */
  fresh(prefix: string): string {
    this.#fresh += 1;
    return `${prefix}${this.#fresh}`;
  }
}
