import { Fault } from '../fault.ts';
import { type Blocks, FREE, TOP, USED, VICTIM } from '../heap/blocks.ts';
import type { HeapReader } from '../heap/heap-kind.ts';
import { binOf } from './bins.ts';

const PREV_INUSE = 1;
/** Words of the static data, which test/support/legacy-heap-walker.ts describes too. */
const TOP_WORD = 1;
const LAST_REMAINDER = 2;
const LAST_BIN = 252;

/** Sizes below this many words have a bin each. */
const SORTED = 128;

export class Dlmalloc266Reader implements HeapReader {
  readonly #sizeT: number;
  #freeAt = new Int32Array();
  #binned = 0;

  constructor(sizeT: number) {
    this.#sizeT = sizeT;
  }

  read(M: Int32Array, blocks: Blocks): void {
    if (this.#freeAt.length !== M.length) this.#freeAt = new Int32Array(M.length);
    this.#freeAt.fill(-1);
    if (M[LAST_REMAINDER] !== 0) throw new Fault('the chunk of size 0 has a size');
    this.#readChunks(M, blocks);
    this.#binned = 0;
    for (let bin = LAST_REMAINDER; bin <= LAST_BIN; bin += 2) this.#readBin(M, blocks, bin);
    let free = 0;
    for (let i = 0; i < blocks.count; i += 1) {
      if (blocks.kind[i] === FREE || blocks.kind[i] === VICTIM) free += 1;
    }
    if (free !== this.#binned) throw new Fault(`${free} chunks are free, ${this.#binned} in bins`);
  }

  normalise(M: Int32Array, blocks: Blocks, pattern: Int32Array): void {
    const sizeT = this.#sizeT;
    for (let i = 0; i < blocks.count; i += 1) {
      const p = blocks.at[i]!;
      const kind = blocks.kind[i]!;
      const isFree = kind === FREE || kind === VICTIM;
      const end = kind === TOP ? M.length : p + blocks.words[i]! - (isFree ? sizeT : 0);
      for (let word = p + sizeT + (isFree ? 2 : 0); word < end; word += 1) M[word] = pattern[word]!;
    }
  }

  #readChunks(M: Int32Array, blocks: Blocks): void {
    const sizeT = this.#sizeT;
    const granule = 2 * sizeT;
    const top = M[TOP_WORD]!;
    blocks.clear();
    let previousFree = false;
    for (let p = Math.ceil((258 + 2 * (sizeT - 1)) / granule) * granule + sizeT; ;) {
      if (p >= M.length) throw new Fault('the chunks go on past the end of the heap');
      const head = M[p]!;
      const words = head >>> 2;
      if (sizeT === 2 && M[p + 1] !== 0) throw new Fault(`word ${p + 1}: upper half of a head`);
      if ((head & 2) !== 0) throw new Fault(`the chunk at word ${p} has an unknown bit`);
      if (((head & PREV_INUSE) !== 0) === previousFree) {
        throw new Fault(`the chunk at word ${p}: PREV_INUSE and the chunk before disagree`);
      }
      if (words < 2 * granule) throw new Fault(`the chunk at word ${p} has ${words} words`);
      if (p === top) {
        if (previousFree) throw new Fault('a free chunk borders top');
        if (p + words - sizeT !== M.length) throw new Fault('top does not end the heap');
        blocks.push(p, words, TOP);
        return;
      }
      if (words % granule !== 0) throw new Fault(`the chunk at word ${p} has ${words} words`);
      const next = p + words;
      if (next >= M.length) throw new Fault(`the chunk at word ${p} ends outside the heap`);
      const free = (M[next]! & PREV_INUSE) === 0;
      if (free) {
        if (previousFree) throw new Fault(`the chunk at word ${p} and the one before are free`);
        if (M[next - sizeT] !== words << 2) throw new Fault(`the foot of the chunk at word ${p}`);
        if (sizeT === 2 && M[next - 1] !== 0)
          throw new Fault(`word ${next - 1}: upper half of a foot`);
        this.#freeAt[p] = blocks.count;
      }
      blocks.push(p, words, free ? FREE : USED);
      previousFree = free;
      p = next;
    }
  }

  #readBin(M: Int32Array, blocks: Blocks, bin: number): void {
    const fd = this.#sizeT;
    const bk = fd + 1;
    let previous = bin;
    let size = Infinity;
    for (let p = M[bin + fd]!; p !== bin; p = M[p + fd]!) {
      const i = this.#freeAt[p] ?? -1;
      if (i < 0) throw new Fault(`word ${p} of bin ${bin / 2} is not a free chunk, or in two bins`);
      this.#freeAt[p] = -1;
      this.#binned += 1;
      const words = blocks.words[i]!;
      if (M[p + bk] !== previous) throw new Fault(`word ${p}: its link back`);
      if (bin === LAST_REMAINDER) {
        if (previous !== bin) throw new Fault('there are two last remainders');
        blocks.kind[i] = VICTIM;
      } else {
        if (binOf(words * 4) !== bin / 2) throw new Fault(`word ${p} is in bin ${bin / 2}`);
        if (words >= SORTED && words > size) throw new Fault(`word ${p} of a bin is out of order`);
        if (((M[LAST_BIN + bk + 1]! >>> (bin >> 3)) & 1) === 0) {
          throw new Fault(`word ${p} is in bin ${bin / 2}, but its bit of binblocks is clear`);
        }
        // Each list is read from the newest to the oldest.
        blocks.stamp[i] = -this.#binned;
      }
      size = words;
      previous = p;
    }
    if (M[bin + bk] !== previous) throw new Fault(`the link back of bin ${bin / 2}`);
  }
}
