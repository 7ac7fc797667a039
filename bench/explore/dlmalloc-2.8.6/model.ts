import type { Model } from '../heap/heap-kind.ts';
import { Blocks, FREE, TOP, USED, VICTIM } from '../heap/blocks.ts';

/** The constants of the specification that a list of blocks needs, in words of 32 bits unless said. */
export interface ModelRules {
  /** Words of a size_t. */
  readonly sizeT: number;
  /** Chunks are multiples of this. */
  readonly granule: number;
  readonly minChunk: number;
  /** Chunks of at least this size are large. */
  readonly minLarge: number;
  /** The largest small request, in bytes. */
  readonly maxSmallRequest: number;
  /** Requests from this size on fail, in bytes. */
  readonly maxRequest: number;
  /** realloc() always allocates, copies and frees. */
  readonly reallocCopies: boolean;
  /** memalign() fails if the block with the largest padding does not fit. */
  readonly simpleMemalign: boolean;
}

/** The sizes in each layout. */
export function dlmallocSizes(is64: boolean): Omit<ModelRules, 'reallocCopies' | 'simpleMemalign'> {
  const sizeT = is64 ? 2 : 1;
  return {
    sizeT,
    granule: 2 * sizeT,
    minChunk: 4 * sizeT,
    minLarge: 64,
    maxSmallRequest: 255 - (8 * sizeT - 1) - 4 * sizeT,
    maxRequest: 2 ** 32 - 64 * sizeT,
  };
}

/** The places are tried in the order of dlmalloc 2.8.6. */
export class Dlmalloc286Model implements Model {
  readonly blocks: Blocks;
  readonly #rules: ModelRules;
  /** Byte address of word 0 of the memory. */
  readonly #origin: number;

  constructor(rules: ModelRules, origin: number, capacity: number) {
    this.#rules = rules;
    this.#origin = origin;
    this.blocks = new Blocks(capacity);
  }

  /** Words of the chunk for a request of `bytes`. */
  wordsFor(bytes: number): number {
    const { sizeT, granule, minChunk } = this.#rules;
    return Math.max(minChunk, Math.ceil((bytes + 4 * sizeT) / (4 * granule)) * granule);
  }

  malloc(bytes: number): number {
    const { blocks } = this;
    const { granule, sizeT, minLarge, maxSmallRequest, maxRequest } = this.#rules;
    if (bytes >= maxRequest) return -1;
    const words = this.wordsFor(bytes);
    const victim = blocks.victim();
    const victimWords = victim < 0 ? 0 : blocks.words[victim]!;
    if (bytes <= maxSmallRequest) {
      let i = this.#newest(words);
      if (i < 0 && sizeT === 1 && words + granule < minLarge) i = this.#newest(words + granule);
      if (i >= 0) return this.#take(i);
      if (words > victimWords) {
        i = this.#smallestSmall(words);
        if (i < 0) i = this.#bestLarge(words);
        if (i >= 0) return this.#takeAndMakeVictim(i, words, victim);
      }
    } else {
      const i = this.#bestLarge(words);
      const better =
        i >= 0 && (words > victimWords || blocks.words[i]! - words < victimWords - words);
      if (better) {
        if (this.#cut(i, words)) blocks.setFree(i + 1);
        return this.#take(i);
      }
    }
    if (victim >= 0 && words <= victimWords) {
      this.#cut(victim, words);
      return this.#take(victim);
    }
    const top = blocks.count - 1;
    if (words >= blocks.words[top]!) return -1;
    blocks.split(top, words);
    return this.#take(top);
  }

  free(i: number): void {
    this.blocks.free(i);
  }

  realloc(i: number, bytes: number): number {
    const { blocks } = this;
    if (bytes >= this.#rules.maxRequest) return -1;
    if (!this.#rules.reallocCopies && this.#resize(i, this.wordsFor(bytes), 1)) return i;
    const at = blocks.at[i]!;
    const moved = this.malloc(bytes);
    if (moved < 0) return -1;
    const movedTo = blocks.at[moved]!;
    this.free(blocks.indexOf(at));
    return blocks.indexOf(movedTo);
  }

  memalign(alignment: number, bytes: number): number {
    const { blocks } = this;
    const { granule, sizeT, minChunk, maxRequest } = this.#rules;
    if (alignment <= granule * 4) return this.malloc(bytes);
    let align = granule * 4;
    while (align < alignment) align *= 2;
    if (bytes >= maxRequest - align) return -1;
    const words = this.wordsFor(bytes);
    let i = this.malloc(words * 4 - sizeT * 4 + align + minChunk * 4);
    if (i < 0) {
      if (this.#rules.simpleMemalign) return -1;
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
    const address = this.#address(i);
    if (address % align !== 0) {
      let lead = (align - (address % align)) / 4;
      if (lead < minChunk) lead += align / 4;
      // Where the chunk is too short for the padding, C returns a block that is too short.
      if (blocks.words[i]! < lead + words && !this.#growByRest(i, lead + words)) {
        this.free(i);
        return -1;
      }
      blocks.split(i, lead);
      const at = blocks.at[i + 1]!;
      // The order of the next two calls can be seen: what is freed later is the first to be taken.
      this.free(i);
      i = blocks.indexOf(at);
    }
    if (blocks.words[i]! > words + minChunk) {
      blocks.split(i, words);
      this.free(i + 1);
    }
    return i;
  }

  /** Byte address of the block of chunk `i`. */
  #address(i: number): number {
    return (this.blocks.at[i]! + this.#rules.sizeT) * 4 + this.#origin;
  }

  /** Grows block `i` to `words` in place, up to all of top. */
  #growByRest(i: number, words: number): boolean {
    const { blocks } = this;
    if (this.#rules.reallocCopies && blocks.kind[i + 1] !== TOP) return false;
    return this.#resize(i, words, 0);
  }

  /** Resizes block `i` without moving it, if that is possible. Of top at least `leastTop` words remain. */
  #resize(i: number, words: number, leastTop: number): boolean {
    const { blocks } = this;
    const { minChunk } = this.#rules;
    const old = blocks.words[i]!;
    if (old < words) {
      const kind = blocks.kind[i + 1]!;
      const both = old + blocks.words[i + 1]!;
      if (kind === USED || both - words < (kind === TOP ? leastTop : 0)) return false;
      if (kind === TOP || (kind === VICTIM && both - words >= minChunk)) {
        blocks.at[i + 1] = blocks.at[i]! + words;
        blocks.words[i + 1] = both - words;
        blocks.words[i] = words;
        return true;
      }
      blocks.join(i);
    }
    if (blocks.words[i]! - words >= minChunk) {
      blocks.split(i, words);
      this.free(i + 1);
    }
    return true;
  }

  #take(i: number): number {
    this.blocks.kind[i] = USED;
    return i;
  }

  /** Cuts chunk `i` after `words`, unless the rest would be too small for a chunk. */
  #cut(i: number, words: number): boolean {
    if (this.blocks.words[i]! - words < this.#rules.minChunk) return false;
    this.blocks.split(i, words);
    return true;
  }

  /** The rest of chunk `i` replaces the victim, which goes to its bin. */
  #takeAndMakeVictim(i: number, words: number, victim: number): number {
    const { blocks } = this;
    if (this.#cut(i, words)) {
      if (victim >= 0) blocks.setFree(victim > i ? victim + 1 : victim);
      blocks.kind[i + 1] = VICTIM;
    }
    return this.#take(i);
  }

  /** The free chunk of exactly `words` that became free last, or -1. */
  #newest(words: number): number {
    const { blocks } = this;
    let found = -1;
    for (let i = 0; i < blocks.count; i += 1) {
      if (blocks.kind[i] !== FREE || blocks.words[i] !== words) continue;
      if (found < 0 || blocks.stamp[i]! > blocks.stamp[found]!) found = i;
    }
    return found;
  }

  /** The newest of the smallest small free chunks of at least `words`, or -1. */
  #smallestSmall(words: number): number {
    const { blocks } = this;
    let least = this.#rules.minLarge;
    for (let i = 0; i < blocks.count; i += 1) {
      if (blocks.kind[i] === FREE && blocks.words[i]! >= words && blocks.words[i]! < least) {
        least = blocks.words[i]!;
      }
    }
    return least < this.#rules.minLarge ? this.#newest(least) : -1;
  }

  /** The oldest of the smallest large free chunks of at least `words`, or -1. */
  #bestLarge(words: number): number {
    const { blocks } = this;
    const least = Math.max(words, this.#rules.minLarge);
    let found = -1;
    for (let i = 0; i < blocks.count; i += 1) {
      if (blocks.kind[i] !== FREE || blocks.words[i]! < least) continue;
      const better =
        found < 0 ||
        blocks.words[i]! < blocks.words[found]! ||
        (blocks.words[i] === blocks.words[found] && blocks.stamp[i]! < blocks.stamp[found]!);
      if (better) found = i;
    }
    return found;
  }
}
