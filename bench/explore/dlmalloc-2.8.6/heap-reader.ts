import type { HeapLayout } from '../../../test/support/heap-layout.ts';
import { Fault } from '../fault.ts';
import { type Blocks, FREE, TOP, USED, VICTIM } from '../heap/blocks.ts';
import type { HeapReader } from '../heap/heap-kind.ts';

const PINUSE = 1;
const CINUSE = 2;

/**
 * Reads a heap of dlmalloc 2.8.6 in a fixed pool, without the allocator's help: quick enough to look at every
 * heap after every call. `M` starts with malloc_state.
 */
export class Dlmalloc286Reader implements HeapReader {
  readonly #layout: HeapLayout;
  readonly #first: number;
  /** Index in the blocks of the free chunk whose head is at this word, or -1. */
  #freeAt = new Int32Array();
  #binned = 0;

  constructor(layout: HeapLayout) {
    this.#layout = layout;
    const { align, sizeT, state } = layout;
    this.#first = Math.ceil(state.words / align) * align + sizeT;
  }

  read(M: Int32Array, blocks: Blocks): void {
    if (this.#freeAt.length !== M.length) this.#freeAt = new Int32Array(M.length);
    this.#freeAt.fill(-1);
    this.#readChunks(M, blocks);
    this.#readVictim(M, blocks);
    this.#binned = 0;
    this.#readSmallBins(M, blocks);
    if (this.#layout.state.largeRing !== undefined) this.#readRing(M, blocks);
    else this.#readTrees(M, blocks);
    let free = 0;
    for (let i = 0; i < blocks.count; i += 1) if (blocks.kind[i] === FREE) free += 1;
    if (free !== this.#binned) throw new Fault(`${free} chunks are free, ${this.#binned} in bins`);
  }

  normalise(M: Int32Array, blocks: Blocks, pattern: Int32Array): void {
    const { sizeT, fd, bk, child, link, state } = this.#layout;
    for (let i = 0; i < blocks.count; i += 1) {
      const p = blocks.at[i]!;
      const end = p + blocks.words[i]!;
      const kind = blocks.kind[i]!;
      let from = p + sizeT;
      let to = end;
      if (kind === FREE || kind === VICTIM) to = end - sizeT;
      if (kind === FREE || (kind === VICTIM && state.largeRing !== undefined)) from = p + bk + 1;
      if (kind === FREE && state.trees !== undefined && blocks.words[i]! >= this.#layout.minLarge) {
        from = p + link + 1;
        if (M[p + link] === 0) M[p + child] = M[p + child + 1] = 0;
      }
      if (kind === TOP) to = M.length;
      for (let word = from; word < to; word += 1) M[word] = pattern[word]!;
    }
    // Written when the last chunk of a list changes, never read.
    M[state.none + fd + 1] = 0;
  }

  #readChunks(M: Int32Array, blocks: Blocks): void {
    const { sizeT, align, minChunk, topFoot, state } = this.#layout;
    const top = M[state.top]!;
    blocks.clear();
    let previousFree = false;
    for (let p = this.#first; ;) {
      if (p >= M.length) throw new Fault('the chunks go on past the end of the heap');
      const head = M[p]!;
      const words = head >>> 2;
      if (sizeT === 2 && M[p + 1] !== 0) throw new Fault(`word ${p + 1}: upper half of a head`);
      if (((head & PINUSE) !== 0) === previousFree) {
        throw new Fault(`the chunk at word ${p}: PINUSE_BIT and the chunk before disagree`);
      }
      const free = (head & CINUSE) === 0;
      if (free && previousFree)
        throw new Fault(`the chunk at word ${p} and the one before are free`);
      if (p === top) {
        if (!free) throw new Fault('top is in use');
        if (p + words - sizeT + topFoot !== M.length) throw new Fault('top does not end the heap');
        blocks.push(p, words, TOP);
        return;
      }
      if (words % align !== 0 || words < minChunk) {
        throw new Fault(`the chunk at word ${p} has ${words} words`);
      }
      const next = p + words;
      if (next >= M.length) throw new Fault(`the chunk at word ${p} ends outside the heap`);
      if (free) {
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

  #readVictim(M: Int32Array, blocks: Blocks): void {
    const { state, fd, bk } = this.#layout;
    const victim = M[state.none + fd]!;
    if (victim === state.none) return;
    const i = this.#freeAt[victim] ?? -1;
    if (i < 0) throw new Fault(`the designated victim, word ${victim}, is not a free chunk`);
    blocks.kind[i] = VICTIM;
    this.#freeAt[victim] = -1;
    if (state.largeRing === undefined) return;
    if (M[victim + fd] !== state.none || M[victim + bk] !== state.none) {
      throw new Fault('the designated victim has links');
    }
  }

  #readSmallBins(M: Int32Array, blocks: Blocks): void {
    const { state, minChunk, minLarge, align, fd } = this.#layout;
    for (let words = minChunk; words < minLarge; words += align) {
      const bin = words / align;
      let previous = bin;
      for (let p = M[bin + fd]!; p !== state.none; p = M[p + fd]!) {
        const i = this.#see(p, 'a small bin');
        if (blocks.words[i] !== words) throw new Fault(`word ${p} is in the bin of ${words} words`);
        this.#checkBack(M, p, previous);
        // Each list is read from the newest to the oldest.
        blocks.stamp[i] = -this.#binned;
        previous = p;
      }
      this.#checkBit(M[state.smallMap]!, -bin & 31, previous !== bin);
    }
  }

  #readRing(M: Int32Array, blocks: Blocks): void {
    const { state, fd, bk, minLarge } = this.#layout;
    const ring = state.largeRing!;
    let previous = ring;
    for (let p = M[ring + fd]!; p !== ring; p = M[p + fd]!) {
      const i = this.#see(p, 'the ring of large chunks');
      if (blocks.words[i]! < minLarge) throw new Fault(`word ${p} is in the ring, but small`);
      this.#checkBack(M, p, previous);
      blocks.stamp[i] = -this.#binned;
      previous = p;
    }
    if (M[ring + bk] !== previous) throw new Fault('the link back of the ring');
  }

  #readTrees(M: Int32Array, blocks: Blocks): void {
    const { state, minLarge } = this.#layout;
    for (let index = 0; index < state.treeCount; index += 1) {
      if (2 ** index < minLarge) continue;
      const root = state.trees! + 31 - index;
      this.#readTree(M, blocks, root, 2 ** index, 2 ** index);
      this.#checkBit(M[state.treeMap!]!, index, M[root] !== 0);
    }
  }

  /** Sizes of the subtree at `root` are from `least` to less than `least + width`. */
  #readTree(M: Int32Array, blocks: Blocks, root: number, least: number, width: number): void {
    const { fd, bk, child, link } = this.#layout;
    const node = M[root]!;
    if (node === 0) return;
    const i = this.#see(node, 'a tree');
    const words = blocks.words[i]!;
    if (words < least || words >= least + width)
      throw new Fault(`word ${node}: wrong place in a tree`);
    if (M[node + link] !== root) throw new Fault(`word ${node}: its link to the parent`);
    blocks.stamp[i] = this.#binned;
    let previous = node;
    for (let p = M[node + fd]!; p !== node; p = M[p + fd]!) {
      const j = this.#see(p, 'a ring');
      if (blocks.words[j] !== words) throw new Fault(`word ${p} is in a ring of another size`);
      if (M[p + link] !== 0) throw new Fault(`word ${p} is not the node, but has a parent`);
      this.#checkBack(M, p, previous);
      // A ring is read from the oldest to the newest.
      blocks.stamp[j] = this.#binned;
      previous = p;
    }
    if (M[node + bk] !== previous) throw new Fault(`word ${node}: its link back in the ring`);
    this.#readTree(M, blocks, node + child, least, width / 2);
    this.#readTree(M, blocks, node + child + 1, least + width / 2, width / 2);
  }

  #see(p: number, where: string): number {
    const i = this.#freeAt[p] ?? -1;
    if (i < 0) throw new Fault(`word ${p} in ${where} is not a free chunk, or in two bins`);
    this.#freeAt[p] = -1;
    this.#binned += 1;
    return i;
  }

  #checkBack(M: Int32Array, p: number, previous: number): void {
    if (M[p + this.#layout.bk] !== previous) throw new Fault(`word ${p}: its link back`);
  }

  /** A clear bit means an empty bin; a set bit means nothing. */
  #checkBit(map: number, bit: number, filled: boolean): void {
    if (filled && ((map >>> bit) & 1) === 0) throw new Fault(`bit ${bit} of a map is clear`);
  }
}
