/** What a chunk is to the allocator. */
export const USED = 0;
/** In a bin. */
export const FREE = 1;
/** The designated victim, in no bin. */
export const VICTIM = 2;
export const TOP = 3;

/**
 * A heap as a list of blocks: what can be seen of it from outside, and which of the free chunks of one size
 * is older. How chunks are linked is not part of it. All lengths and addresses are in words of 32 bits; an
 * address is the index of a chunk's head in the memory that the heap is read from.
 */
export class Blocks {
  /** The number of chunks, top included. They are kept in the order of their addresses. */
  count = 0;
  readonly at: Int32Array;
  readonly words: Int32Array;
  readonly kind: Uint8Array;
  /** Of two free chunks of one size, the one with the larger stamp became free later. */
  readonly stamp: Int32Array;
  #lastStamp = 0;

  /** @param capacity the largest number of chunks */
  constructor(capacity: number) {
    this.at = new Int32Array(capacity + 1);
    this.words = new Int32Array(capacity + 1);
    this.kind = new Uint8Array(capacity + 1);
    this.stamp = new Int32Array(capacity + 1);
  }

  copyFrom(other: Blocks): void {
    this.count = other.count;
    for (let i = 0; i < other.count; i += 1) {
      this.at[i] = other.at[i]!;
      this.words[i] = other.words[i]!;
      this.kind[i] = other.kind[i]!;
      this.stamp[i] = other.stamp[i]!;
    }
    this.#lastStamp = other.#lastStamp;
  }

  clear(): void {
    this.count = 0;
    this.#lastStamp = 0;
  }

  /** Adds a chunk after all others. */
  push(at: number, words: number, kind: number): void {
    const i = this.count;
    this.at[i] = at;
    this.words[i] = words;
    this.kind[i] = kind;
    this.stamp[i] = 0;
    this.count = i + 1;
  }

  /** The chunk whose head is at `at`, or -1. */
  indexOf(at: number): number {
    for (let i = 0; i < this.count; i += 1) if (this.at[i] === at) return i;
    return -1;
  }

  /** The designated victim, or -1. */
  victim(): number {
    for (let i = 0; i < this.count; i += 1) if (this.kind[i] === VICTIM) return i;
    return -1;
  }

  /** Makes chunk `i` the newest free chunk of its size. */
  setFree(i: number): void {
    this.kind[i] = FREE;
    this.#lastStamp += 1;
    this.stamp[i] = this.#lastStamp;
  }

  /**
   * Frees block `i` and joins it with free neighbours. If top is one of them, the result is top; otherwise, if the
   * victim is one, it is the victim. Both versions of dlmalloc have this rule.
   */
  free(i: number): void {
    let becomes = FREE;
    if (i > 0 && this.kind[i - 1] !== USED) {
      i -= 1;
      if (this.kind[i] === VICTIM) becomes = VICTIM;
      this.join(i);
    }
    const next = this.kind[i + 1]!;
    if (next !== USED) {
      if (next !== FREE) becomes = next;
      this.join(i);
    }
    if (becomes === FREE) this.setFree(i);
    else this.kind[i] = becomes;
  }

  /** Cuts chunk `i` after `words`; the second part, at `i + 1`, has the same kind. */
  split(i: number, words: number): void {
    this.at.copyWithin(i + 1, i, this.count);
    this.words.copyWithin(i + 1, i, this.count);
    this.kind.copyWithin(i + 1, i, this.count);
    this.stamp.copyWithin(i + 1, i, this.count);
    this.count += 1;
    this.at[i + 1] = this.at[i]! + words;
    this.words[i + 1] = this.words[i]! - words;
    this.words[i] = words;
  }

  /** Joins chunk `i` and the one after it, which keeps nothing of its own. */
  join(i: number): void {
    this.words[i] = this.words[i]! + this.words[i + 1]!;
    this.at.copyWithin(i + 1, i + 2, this.count);
    this.words.copyWithin(i + 1, i + 2, this.count);
    this.kind.copyWithin(i + 1, i + 2, this.count);
    this.stamp.copyWithin(i + 1, i + 2, this.count);
    this.count -= 1;
  }

  /** Whether both say the same of each chunk, and of which free chunk of a size is older. */
  equals(other: Blocks): boolean {
    if (this.count !== other.count) return false;
    for (let i = 0; i < this.count; i += 1) {
      if (this.at[i] !== other.at[i] || this.words[i] !== other.words[i]) return false;
      if (this.kind[i] !== other.kind[i]) return false;
      if (this.kind[i] !== FREE) continue;
      for (let j = 0; j < i; j += 1) {
        if (this.kind[j] !== FREE || this.words[j] !== this.words[i]) continue;
        if (this.stamp[j]! < this.stamp[i]! !== other.stamp[j]! < other.stamp[i]!) return false;
      }
    }
    return true;
  }

  /** `used 4, free 6, top 82`, in words. */
  toString(): string {
    const names = ['used', 'free', 'victim', 'top'];
    return Array.from({ length: this.count }, (_, i) => {
      const age = this.kind[i] === FREE ? ` #${this.stamp[i]}` : '';
      return `${names[this.kind[i]!]} ${this.words[i]}${age}`;
    }).join(', ');
  }
}
