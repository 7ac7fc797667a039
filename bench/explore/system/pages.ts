import { Fault } from '../fault.ts';

export const PAGE = 4096;

/** Whose a page is. */
const NOBODY = 0;
const REGION = 1;
const MORECORE = 2;
const MAPPED = 3;

/** What pages hold that the heap does not have, and what it gets from morecore(). */
export const JUNK = 0x3c3c3c3c;

/**
 * A system with a few pages: morecore() gives those after the region, mmap() takes from the end. It notices when the
 * heap gives back what it does not have. Its whole state is in `state`.
 */
export class Pages {
  /** The break in pages, and the owner of each page. */
  readonly state: Int32Array;
  readonly #count: number;
  readonly #memory: Int32Array;
  /** How many calls there were since begin(). */
  calls = 0;
  #fails = (_call: number) => false;

  /** @param region the page with the region; the pages before it belong to nobody */
  constructor(memory: Int32Array, region: number) {
    this.#memory = memory;
    this.#count = (memory.length * 4) / PAGE;
    this.state = new Int32Array(1 + this.#count);
    this.state[0] = region + 1;
    this.state[1 + region] = REGION;
  }

  /** @param fails whether the call of this number, from 0, fails */
  begin(fails: (call: number) => boolean): void {
    this.calls = 0;
    this.#fails = fails;
  }

  /** Whether the heap has all bytes of [from, to). */
  has(from: number, to: number): boolean {
    for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1) {
      if (!this.state[1 + page]) return false;
    }
    return true;
  }

  /** @throws {Fault} if a page was written that the heap does not have */
  checkOthers(): void {
    for (let page = 0; page < this.#count; page += 1) {
      if (this.state[1 + page] !== NOBODY) continue;
      for (let word = (page * PAGE) / 4; word < ((page + 1) * PAGE) / 4; word += 1) {
        if (this.#memory[word] !== JUNK)
          throw new Fault(`byte ${word * 4}, not the heap's, was written`);
      }
    }
  }

  readonly morecore = (increment: number): number => {
    if (this.#next()) return -1;
    const old = this.state[0]!;
    const pages = increment / PAGE;
    if (!Number.isInteger(pages)) throw new Fault(`morecore(${increment})`);
    if (pages < 0) this.#move(old + pages, old, MORECORE, NOBODY);
    else if (!this.#isFree(old, old + pages)) return -1;
    else this.#move(old, old + pages, NOBODY, MORECORE);
    this.state[0] = old + pages;
    return old * PAGE;
  };

  readonly mmap = (length: number): number => {
    if (this.#next()) return -1;
    const pages = length / PAGE;
    if (!Number.isInteger(pages) || pages <= 0) throw new Fault(`mmap(${length})`);
    for (let page = this.#count - pages; page > this.state[0]!; page -= 1) {
      if (!this.#isFree(page, page + pages)) continue;
      this.#move(page, page + pages, NOBODY, MAPPED);
      // A system clears what it maps, and calloc() relies on that.
      this.#memory.fill(0, (page * PAGE) / 4, ((page + pages) * PAGE) / 4);
      return page * PAGE;
    }
    return -1;
  };

  readonly munmap = (address: number, length: number): number => {
    if (this.#next()) return -1;
    const pages = length / PAGE;
    if (!Number.isInteger(pages) || pages <= 0 || address % PAGE !== 0) {
      throw new Fault(`munmap(${address}, ${length})`);
    }
    this.#move(address / PAGE, address / PAGE + pages, MAPPED, NOBODY);
    return 0;
  };

  #next(): boolean {
    this.calls += 1;
    return this.#fails(this.calls - 1);
  }

  #isFree(from: number, to: number): boolean {
    if (to > this.#count) return false;
    for (let page = from; page < to; page += 1) if (this.state[1 + page] !== NOBODY) return false;
    return true;
  }

  #move(from: number, to: number, before: number, after: number): void {
    for (let page = from; page < to; page += 1) {
      if (this.state[1 + page] !== before)
        throw new Fault(`page ${page} is not the heap's to give back`);
      this.state[1 + page] = after;
    }
    if (after === NOBODY) this.#memory.fill(JUNK, (from * PAGE) / 4, (to * PAGE) / 4);
  }
}
