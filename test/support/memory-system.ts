import type { Allocator } from './allocator.ts';
import type { GuardedMemory } from './guarded-memory.ts';
import { HeapError } from './heap-error.ts';

const PAGE = 4096;

/** Who has a page: nobody, somebody who is not the heap, or the heap, from one call or the other. */
const FREE = 0;
const FOREIGN = 1;
const MORECORE = 2;
const MAPPED = 3;

export interface SystemBehaviour {
  /** Which of the calls fail, counted from 0. */
  readonly fails?: (call: number) => boolean;
  /** Somebody else moves the break between two calls of the user's, or also within one. */
  readonly interferes?: 'between calls' | 'at any time';
  /** There is nothing from morecore(). */
  readonly mmapOnly?: boolean;
  /** mmap() leaves pages free between two mappings, so that they do not become neighbours. */
  readonly scatters?: boolean;
}

/**
 * What follows the region of a GuardedMemory, as an operating system hands it out: morecore() continues
 * where the region ends, as sbrk() does, and mmap() comes from above. The region begins and ends with
 * a page. It notices when the heap gives back what it does not have.
 */
export class MemorySystem {
  readonly #memory: GuardedMemory;
  readonly #behaviour: SystemBehaviour;
  readonly #pages: Uint8Array;
  #break: number;
  #calls = 0;
  #userCalls = 0;
  #asked = false;

  constructor(memory: GuardedMemory, behaviour: SystemBehaviour = {}) {
    this.#memory = memory;
    this.#behaviour = behaviour;
    this.#pages = new Uint8Array(Math.floor(memory.bytes.length / PAGE));
    this.#break = memory.start + memory.size;
    this.#pages.fill(FOREIGN, 0, memory.start / PAGE);
    this.#pages.fill(MORECORE, memory.start / PAGE, this.#break / PAGE);
  }

  /** How often the system was called. */
  get calls(): number {
    return this.#calls;
  }

  /** Bytes that the heap has, static data included. */
  get given(): number {
    return this.#pages.filter((owner) => owner >= MORECORE).length * PAGE;
  }

  get mapped(): number {
    return this.#pages.filter((owner) => owner === MAPPED).length * PAGE;
  }

  /** Lets the heap of `allocator` use it. */
  serve(allocator: Pick<Allocator, 'set_morecore' | 'set_mmap'>, mmap: boolean): void {
    allocator.set_morecore(this.morecore);
    if (mmap) allocator.set_mmap(this.mmap, this.munmap);
  }

  /** A call of the user's begins. */
  begin(): void {
    this.#userCalls += 1;
    this.#asked = false;
  }

  readonly morecore = (increment: number): number => {
    if (this.#fails()) return -1;
    if (increment % PAGE !== 0) throw new HeapError(`morecore(${String(increment)})`);
    if (increment > 0 && this.#behaviour.mmapOnly === true) return -1;
    if (increment < 0) {
      this.#take(this.#break + increment, this.#break, MORECORE);
      this.#break += increment;
      return this.#break - increment;
    }
    if (increment > 0 && this.#isInterfered()) this.#break += PAGE;
    const base = this.#break;
    if (increment === 0) return base;
    if (!this.#isFree(base, base + increment)) return -1;
    this.#break += increment;
    this.#give(base, base + increment, MORECORE);
    return base;
  };

  readonly mmap = (length: number): number => {
    if (this.#fails()) return -1;
    if (length % PAGE !== 0 || length <= 0) throw new HeapError(`mmap(${String(length)})`);
    const gap = this.#behaviour.scatters === true ? PAGE : 0;
    for (let base = (this.#pages.length - 1) * PAGE; base > this.#break; base -= PAGE) {
      if (this.#isFree(base - gap, base + length + gap)) {
        this.#give(base, base + length, MAPPED);
        return base;
      }
    }
    return -1;
  };

  readonly munmap = (address: number, length: number): number => {
    if (this.#fails()) return -1;
    if (length % PAGE !== 0 || length <= 0 || address % PAGE !== 0) {
      throw new HeapError(`munmap(${String(address)}, ${String(length)})`);
    }
    this.#take(address, address + length, MAPPED);
    return 0;
  };

  #isInterfered(): boolean {
    if (this.#behaviour.interferes === 'at any time') return this.#calls % 3 !== 0;
    const first = !this.#asked;
    this.#asked = true;
    return this.#behaviour.interferes === 'between calls' && first && this.#userCalls % 2 === 0;
  }

  #fails(): boolean {
    this.#calls += 1;
    return this.#behaviour.fails?.(this.#calls - 1) ?? false;
  }

  #isFree(from: number, to: number): boolean {
    if (to > this.#pages.length * PAGE) return false;
    return this.#pages.subarray(from / PAGE, to / PAGE).every((owner) => owner === FREE);
  }

  #give(from: number, to: number, owner: number): void {
    this.#pages.fill(owner, from / PAGE, to / PAGE);
    this.#memory.allow(from, to);
    this.#memory.bytes.fill(0x3c, from, to);
  }

  #take(from: number, to: number, owner: number): void {
    const pages = this.#pages.subarray(from / PAGE, to / PAGE);
    if (pages.length === 0 || !pages.every((each) => each === owner)) {
      throw new HeapError(`the heap gave ${String(from)} to ${String(to)} back and has it not`);
    }
    pages.fill(FREE);
    this.#memory.forbid(from, to);
  }
}
