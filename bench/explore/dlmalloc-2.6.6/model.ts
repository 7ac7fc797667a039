import { Blocks, FREE, TOP, USED, VICTIM } from '../heap/blocks.ts';
import type { Model } from '../heap/heap-kind.ts';
import { binOf } from './bins.ts';

/** Chunks of fewer words than this are small. */
const MIN_LARGE = 126;

/** The places are tried in the order of dlmalloc 2.6.6. The victim is its last remainder. */
export class Dlmalloc266Model implements Model {
  readonly blocks: Blocks;
  /** Words of a size_t. */
  readonly #sizeT: number;
  /** Words of the smallest chunk. */
  readonly #minChunk: number;
  readonly #origin: number;
  /** Requests that are larger fail. */
  readonly #limit: number;

  constructor(sizeT: number, limit: number, origin: number, capacity: number) {
    this.#sizeT = sizeT;
    this.#minChunk = 4 * sizeT;
    this.#limit = limit;
    this.#origin = origin;
    this.blocks = new Blocks(capacity);
  }

  malloc(bytes: number): number {
    if (bytes > this.#limit) return -1;
    const { blocks } = this;
    const words = this.#wordsFor(bytes);
    let i = words < MIN_LARGE ? this.#oldest(words) : this.#leastIn(binOf(words * 4), words);
    if (i < 0 && words < MIN_LARGE) i = this.#oldest(words + 2);
    if (i >= 0 && blocks.words[i]! - words < this.#minChunk) return this.#take(i);
    const victim = blocks.victim();
    if (victim >= 0) {
      if (blocks.words[victim]! >= words) return this.#cutAndTake(victim, words);
      blocks.setFree(victim);
    }
    i = this.#bestFit(words);
    if (i >= 0) return this.#cutAndTake(i, words);
    const top = blocks.count - 1;
    if (blocks.words[top]! - words < this.#minChunk) return -1;
    blocks.split(top, words);
    return this.#take(top);
  }

  free(i: number): void {
    this.blocks.free(i);
  }

  realloc(i: number, bytes: number): number {
    if (bytes > this.#limit) return -1;
    const { blocks } = this;
    const words = this.#wordsFor(bytes);
    const at = blocks.at[i]!;
    if (blocks.words[i]! < words) {
      const next = blocks.kind[i + 1]!;
      const nextWords = next === USED ? 0 : blocks.words[i + 1]!;
      const previousWords = i > 0 && blocks.kind[i - 1] !== USED ? blocks.words[i - 1]! : 0;
      const own = blocks.words[i]!;
      // If top is part of the block, a chunk must be left of it.
      const least = words + (next === TOP ? this.#minChunk : 0);
      if (nextWords > 0 && own + nextWords >= least) {
        this.#joinNext(i, next, words);
      } else if (previousWords > 0 && nextWords > 0 && own + nextWords + previousWords >= least) {
        blocks.join(i - 1);
        i -= 1;
        blocks.kind[i] = USED;
        this.#joinNext(i, next, words);
      } else if (previousWords > 0 && own + previousWords >= words) {
        blocks.join(i - 1);
        i -= 1;
        blocks.kind[i] = USED;
      } else {
        const moved = this.malloc(bytes);
        if (moved < 0) return -1;
        const to = blocks.at[moved]!;
        i = blocks.indexOf(at);
        // The new block may lie just after the old one, which can then grow.
        if (moved === i + 1) {
          blocks.join(i);
        } else {
          this.free(i);
          return blocks.indexOf(to);
        }
      }
    }
    this.#shrink(i, words);
    return i;
  }

  memalign(alignment: number, bytes: number): number {
    const { blocks } = this;
    if (alignment <= this.#sizeT * 8) return this.malloc(bytes);
    if (bytes > this.#limit) return -1;
    const align = Math.max(alignment, this.#minChunk * 4);
    const words = this.#wordsFor(bytes);
    let i = this.malloc(words * 4 + align + this.#minChunk * 4);
    if (i < 0) {
      i = this.malloc(bytes);
      if (i < 0 || this.#address(i) % align === 0) return i;
      const extra = align - (this.#address(i) % align);
      this.free(i);
      i = this.malloc(bytes + extra);
      if (i < 0) return -1;
      if (align - (this.#address(i) % align) > extra) {
        this.free(i);
        return -1;
      }
    }
    if (this.#address(i) % align !== 0) {
      let lead = (align - (this.#address(i) % align)) / 4;
      if (lead < this.#minChunk) lead += align / 4;
      if (blocks.words[i]! - lead < words) {
        this.free(i);
        return -1;
      }
      blocks.split(i, lead);
      const at = blocks.at[i + 1]!;
      this.free(i);
      i = blocks.indexOf(at);
    }
    this.#shrink(i, words);
    return i;
  }

  #wordsFor(bytes: number): number {
    const granule = 8 * this.#sizeT;
    const words = Math.ceil((bytes + 4 * this.#sizeT) / granule) * 2 * this.#sizeT;
    return Math.max(this.#minChunk, words);
  }

  #address(i: number): number {
    return (this.blocks.at[i]! + this.#sizeT) * 4 + this.#origin;
  }

  #take(i: number): number {
    this.blocks.kind[i] = USED;
    return i;
  }

  /** Gives the first `words` of chunk `i`; the rest becomes the last remainder. */
  #cutAndTake(i: number, words: number): number {
    const { blocks } = this;
    if (blocks.words[i]! - words >= this.#minChunk) {
      blocks.split(i, words);
      blocks.kind[i + 1] = VICTIM;
    }
    return this.#take(i);
  }

  /** Joins the block and the free chunk or top after it; of top, only what is needed. */
  #joinNext(i: number, next: number, words: number): void {
    const { blocks } = this;
    blocks.join(i);
    if (next !== TOP) return;
    blocks.split(i, words);
    blocks.kind[i + 1] = TOP;
  }

  #shrink(i: number, words: number): void {
    const { blocks } = this;
    if (blocks.words[i]! - words < this.#minChunk) return;
    blocks.split(i, words);
    this.free(i + 1);
  }

  /** The free chunk of exactly `words` that became free first, or -1. */
  #oldest(words: number): number {
    const { blocks } = this;
    let found = -1;
    for (let i = 0; i < blocks.count; i += 1) {
      if (blocks.kind[i] !== FREE || blocks.words[i] !== words) continue;
      if (found < 0 || blocks.stamp[i]! < blocks.stamp[found]!) found = i;
    }
    return found;
  }

  /** The oldest of the smallest chunks of at least `words` in a bin, or -1. */
  #leastIn(bin: number, words: number): number {
    const i = this.#bestFit(words);
    return i >= 0 && binOf(this.blocks.words[i]! * 4) === bin ? i : -1;
  }

  /** The oldest of the smallest free chunks of at least `words`, or -1. */
  #bestFit(words: number): number {
    const { blocks } = this;
    let least = Infinity;
    for (let i = 0; i < blocks.count; i += 1) {
      if (blocks.kind[i] === FREE && blocks.words[i]! >= words) {
        least = Math.min(least, blocks.words[i]!);
      }
    }
    return least === Infinity ? -1 : this.#oldest(least);
  }
}
