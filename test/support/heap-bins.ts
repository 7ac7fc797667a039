import { HeapError } from './heap-error.ts';
import type { HeapLayout } from './heap-layout.ts';

/** Reads all bins, and checks that they hold exactly the free chunks that are neither top nor the victim. */
export class BinReader {
  readonly #words: Int32Array;
  readonly #layout: HeapLayout;
  readonly #gm: number;
  /** Size in words of each free chunk but top. */
  readonly #free: ReadonlyMap<number, number>;
  readonly #seen = new Set<number>();

  /** @param gm word in which the static data start */
  constructor(
    words: Int32Array,
    layout: HeapLayout,
    gm: number,
    free: ReadonlyMap<number, number>,
  ) {
    this.#words = words;
    this.#layout = layout;
    this.#gm = gm;
    this.#free = free;
  }

  check(): void {
    const { state, align } = this.#layout;
    const dv = this.#word(this.#gm + state.dv);
    const none = this.#gm + state.none;
    if (this.#word(none) !== 0) throw new HeapError('the chunk that stands for none has a size');

    for (let words = this.#layout.minChunk; words < this.#layout.minLarge; words += align) {
      const index = words / align;
      const bin = this.#gm + index;
      const what = `small bin ${String(words)}`;
      const last = this.#checkList(bin, none, what, (size) => size === words);
      this.#checkBit(state.smallMap, -index & 31, last - bin, 'small bin');
    }
    if (state.largeRing !== undefined) {
      const ring = this.#gm + state.largeRing;
      const what = 'the ring of large chunks';
      const last = this.#checkList(ring, ring, what, (size) => size >= this.#layout.minLarge);
      if (this.#word(ring + this.#layout.bk) !== last) {
        throw new HeapError(`the link back of ${what} is wrong`);
      }
    }
    if (state.trees !== undefined && state.treeMap !== undefined) {
      for (let i = 0; i < state.treeCount; i += 1) {
        const root = this.#gm + state.trees + (31 - i);
        const smallest = 2 ** i;
        if (smallest < this.#layout.minLarge) continue;
        this.#checkTree(root, smallest, smallest);
        this.#checkBit(state.treeMap, i, this.#word(root), 'tree');
      }
    }

    if (dv !== none) {
      this.#see(dv, 'the designated victim');
      const links = [this.#layout.fd, this.#layout.bk].map((link) => this.#word(dv + link));
      if (state.largeRing !== undefined && !links.every((link) => link === none)) {
        throw new HeapError('the designated victim has links');
      }
    }
    for (const p of this.#free.keys()) {
      if (!this.#seen.has(p)) throw new HeapError(`${chunk(p)} is free, but in no bin`);
    }
  }

  /** A clear bit means an empty bin. */
  #checkBit(map: number, index: number, first: number, what: string): void {
    const bit = (this.#word(this.#gm + map) >>> index) & 1;
    if (bit === 0 && first !== 0) {
      throw new HeapError(`the bit of ${what} ${String(index)} is clear, but it is not empty`);
    }
  }

  /** @returns the last chunk of the list that `bin` begins and `end` ends, or the bin */
  #checkList(bin: number, end: number, what: string, fits: (words: number) => boolean): number {
    const { fd, bk } = this.#layout;
    let previous = bin;
    for (let p = this.#word(bin + fd); p !== end; p = this.#word(p + fd)) {
      if (!fits(this.#see(p, what)))
        throw new HeapError(`${chunk(p)} is in ${what}, but has another size`);
      if (this.#word(p + bk) !== previous) {
        throw new HeapError(`${chunk(p)}: its link back in ${what} is wrong`);
      }
      previous = p;
    }
    return previous;
  }

  /**
   * A subtree. All its sizes agree with `prefix` down to the bit `bit`, which the way down has decided;
   * the next lower one decides between the children.
   */
  #checkTree(link: number, prefix: number, bit: number): void {
    const { fd, bk, child, link: linkField } = this.#layout;
    const node = this.#word(link);
    if (node === 0) return;
    const size = this.#see(node, 'a tree');
    if (size < prefix || size >= prefix + bit) {
      throw new HeapError(`${chunk(node)} stands in the wrong place of its tree`);
    }
    if (this.#word(node + linkField) !== link) {
      throw new HeapError(`${chunk(node)}: its link to the parent is wrong`);
    }
    let previous = node;
    let p = this.#word(node + fd);
    for (; p !== node; p = this.#word(p + fd)) {
      if (this.#see(p, 'a ring') !== size)
        throw new HeapError(`${chunk(p)} is in a ring of another size`);
      if (this.#word(p + bk) !== previous) {
        throw new HeapError(`${chunk(p)}: its link back in the ring is wrong`);
      }
      if (this.#word(p + linkField) !== 0) {
        throw new HeapError(`${chunk(p)} is behind a node, but claims to be one`);
      }
      previous = p;
    }
    if (this.#word(node + bk) !== previous) {
      throw new HeapError(`${chunk(node)}: its link back in the ring is wrong`);
    }
    const half = bit / 2;
    this.#checkTree(node + child, prefix, half);
    this.#checkTree(node + child + 1, prefix + half, half);
  }

  /** Counts a chunk that a bin holds. Size in words. */
  #see(p: number, where: string): number {
    const size = this.#free.get(p);
    if (size === undefined) throw new HeapError(`${chunk(p)} in ${where} is not a free chunk`);
    if (this.#seen.has(p)) throw new HeapError(`${chunk(p)} in ${where} is in a bin already`);
    this.#seen.add(p);
    return size;
  }

  #word(index: number): number {
    const value = this.#words[index];
    if (value === undefined) throw new HeapError(`word ${String(index)} lies outside the memory`);
    return value;
  }
}

function chunk(p: number): string {
  return `the chunk at word ${String(p)}`;
}
