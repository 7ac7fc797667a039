import type { GuardedMemory } from './guarded-memory.ts';

const PAGE = 4096;
/** Pages that somebody else has, so that memory from sbrk() and from mmap() is not one piece. */
const GAP = 2 * PAGE;

interface Mapping {
  readonly base: number;
  readonly end: number;
}

/**
 * A system that gives a heap memory from behind its region: sbrk() upwards, mmap() from the end of the
 * memory downwards. Any call can be made to fail.
 */
export class SystemMemory {
  readonly #memory: GuardedMemory;
  readonly #fails: (call: number) => boolean;
  #break: number;
  #mappings: readonly Mapping[] = [];
  #calls = 0;

  /** @param fails whether the call of this number, from 0, is to fail */
  constructor(memory: GuardedMemory, fails: (call: number) => boolean) {
    this.#memory = memory;
    this.#fails = fails;
    this.#break = memory.start + memory.size + (-(memory.start + memory.size) & (PAGE - 1));
    memory.allow(memory.start + memory.size, this.#break);
  }

  /** How many calls there were. */
  get calls(): number {
    return this.#calls;
  }

  /** Bytes that are mapped. */
  get mapped(): number {
    return this.#mappings.reduce((sum, { base, end }) => sum + end - base, 0);
  }

  /** Somebody else takes what comes next from sbrk(); may happen only between two calls of the heap's. */
  displace(): void {
    this.#break += GAP;
  }

  readonly morecore = (increment: number): number => {
    if (this.#failed()) return -1;
    const old = this.#break;
    const lowest = Math.min(this.#memory.bytes.length, ...this.#mappings.map(({ base }) => base));
    if (old + increment > lowest - GAP) return -1;
    this.#break += increment;
    if (increment > 0) this.#memory.allow(old, this.#break);
    return old;
  };

  readonly mmap = (length: number): number => {
    if (this.#failed()) return -1;
    const end = this.#memory.bytes.length - (this.#memory.bytes.length % PAGE);
    for (let base = end - length; base >= this.#break + GAP; base -= PAGE) {
      const free = this.#mappings.every((each) => each.end <= base || each.base >= base + length);
      if (free) {
        this.#mappings = [...this.#mappings, { base, end: base + length }];
        this.#memory.allow(base, base + length);
        return base;
      }
    }
    return -1;
  };

  /** @throws Error for memory that is not mapped */
  readonly munmap = (address: number, length: number): number => {
    if (this.#failed()) return -1;
    const end = address + length;
    if (!this.isMapped(address, length)) throw new Error(`munmap() of ${String(address)}`);
    this.#mappings = this.#mappings
      .flatMap((each) => [
        { base: each.base, end: Math.min(each.end, address) },
        { base: Math.max(each.base, end), end: each.end },
      ])
      .filter((each) => each.base < each.end);
    return 0;
  };

  isMapped(address: number, length: number): boolean {
    const covered = this.#mappings.reduce(
      (sum, { base, end }) =>
        sum + Math.max(0, Math.min(end, address + length) - Math.max(base, address)),
      0,
    );
    return covered === length;
  }

  #failed(): boolean {
    this.#calls += 1;
    return this.#fails(this.#calls - 1);
  }
}
