import type { BuildOptions } from '../../../generator/options/index.ts';
import { HeapError } from '../../../test/support/heap-error.ts';
import { heapLayout, type HeapLayout } from '../../../test/support/heap-layout.ts';
import { checkHeap, type HeapView } from '../../../test/support/heap-walker.ts';
import { readMmappedChunk } from '../../../test/support/mmapped-chunk.ts';
import type { Allocator } from '../../../test/support/allocator.ts';
import { Fault } from '../fault.ts';
import type { Pair } from '../heap/pair.ts';
import type { World } from '../world.ts';
import { JUNK, PAGE, Pages } from './pages.ts';

const REGION = 1;
const PAGES = 9;
const WORDS = (PAGES * PAGE) / 4;
/** Blocks that may be in use at once. */
const MAX_LIVE = 8;

const PARAMETERS = { M_TRIM_THRESHOLD: -1, M_GRANULARITY: -2, M_MMAP_THRESHOLD: -3 } as const;

const SIZES = [12, 1000, 3000, 5000, 9000];
const RESIZES = [12, 5000, 9000];

/** Which of the system calls that a call makes fail. */
const OUTCOMES = [
  { name: '', fails: () => false },
  { name: 'the 1st system call fails', fails: (call: number) => call === 0 },
  { name: 'the 2nd system call fails', fails: (call: number) => call === 1 },
  { name: 'the 3rd system call fails', fails: (call: number) => call === 2 },
  { name: 'all system calls fail', fails: () => true },
] as const;

/** One of the two, with a memory and a system of its own. */
class Side {
  readonly allocator: Allocator;
  readonly M = new Int32Array(WORDS);
  readonly pages: Pages;

  constructor(allocator: Allocator) {
    this.allocator = allocator;
    this.M.fill(JUNK);
    this.pages = new Pages(this.M, REGION);
    allocator.mem_malloc_init(this.M.buffer, REGION * PAGE, PAGE);
    allocator.set_morecore(this.pages.morecore);
    allocator.set_mmap(this.pages.mmap, this.pages.munmap);
    allocator.mallopt(PARAMETERS.M_TRIM_THRESHOLD, PAGE);
    allocator.mallopt(PARAMETERS.M_GRANULARITY, PAGE);
    allocator.mallopt(PARAMETERS.M_MMAP_THRESHOLD, 2 * PAGE);
  }
}

/** One call, with the blocks that are in use before it. */
interface Call {
  readonly text: string;
  readonly make: (allocator: Allocator) => number;
  /** The block that it frees, or moves if it returns one; otherwise 0. */
  readonly block: number;
  readonly kind: 'free' | 'realloc' | 'calloc' | 'other';
}

/**
 * A heap of dlmalloc 2.8.6 that gets memory from a system and gives it back, where each system call may fail. The
 * variant and the templates must agree on every byte, and the heap walker of the tests reads every heap.
 */
export class SystemWorld implements World {
  readonly name: string;
  readonly start: Int32Array;
  readonly #variant: Side;
  readonly #templates: Side;
  readonly #layout: HeapLayout;
  readonly #entered: Int32Array;
  readonly #after: Int32Array;
  /** The blocks in use, by address, and their words. */
  readonly #live: number[] = [];
  readonly #usableBefore = new Map<number, number>();
  #calls: Call[] = [];
  #madeCalls = 0;
  #returned = 0;

  constructor(name: string, options: BuildOptions, { variant, templates }: Pair) {
    this.name = name;
    this.#layout = heapLayout(options);
    this.#variant = new Side(variant);
    this.#templates = new Side(templates);
    this.#after = new Int32Array(this.#variant.pages.state.length + 1 + MAX_LIVE + WORDS);
    this.#store([]);
    this.start = this.#after.slice();
    this.#entered = this.#after.slice();
  }

  enter(state: Int32Array): number {
    this.#entered.set(state);
    this.#live.length = 0;
    const at = this.#variant.pages.state.length;
    for (let i = 1; i <= state[at]!; i += 1) this.#live.push(state[at + i]!);
    this.#listCalls();
    this.#usableBefore.clear();
    this.#restore(this.#variant);
    for (const mem of this.#live) {
      const [from, to] = this.#words(mem);
      this.#usableBefore.set(mem, to - from);
    }
    this.#restore(this.#variant);
    this.#checkFreeingAll();
    return this.#calls.length * OUTCOMES.length;
  }

  make(number: number): Int32Array | undefined {
    const outcome = number % OUTCOMES.length;
    // If the call made fewer system calls, this outcome is that of no failure.
    if (outcome > 0 && outcome < OUTCOMES.length - 1 && outcome > this.#madeCalls) return undefined;
    if (outcome > 0 && this.#madeCalls === 0) return undefined;
    const call = this.#calls[Math.floor(number / OUTCOMES.length)]!;
    const [returned, expected] = [this.#variant, this.#templates].map((side) => {
      this.#restore(side);
      side.pages.begin(OUTCOMES[outcome]!.fails);
      try {
        return call.make(side.allocator);
      } catch (error) {
        if (error instanceof Fault) throw error;
        throw new Fault(`the call threw: ${String(error)}`);
      }
    }) as [number, number];
    this.#returned = returned;
    if (outcome === 0) this.#madeCalls = this.#variant.pages.calls;
    if (returned !== expected) {
      throw new Fault(`the variant returned ${returned}, the templates ${expected}`);
    }
    this.#compare();
    this.#variant.pages.checkOthers();
    const live = this.#liveAfter(call, returned);
    this.#check(live, returned);
    this.#checkGiven(call, returned);
    this.#store(live);
    return this.#after;
  }

  describe(number: number): string {
    const { name } = OUTCOMES[number % OUTCOMES.length]!;
    const { text } = this.#calls[Math.floor(number / OUTCOMES.length)]!;
    return `${text} = 0x${this.#returned.toString(16)}${name && `, where ${name}`}`;
  }

  #listCalls(): void {
    const calls: Call[] = [];
    const add = (text: string, make: Call['make'], kind: Call['kind'] = 'other', block = 0) =>
      calls.push({ text, make, kind, block });
    const trim = (allocator: Allocator) => {
      allocator.malloc_trim(0);
      return 0;
    };
    add('malloc_trim(0)', trim);
    if (this.#live.length < MAX_LIVE) {
      for (const bytes of SIZES) add(`malloc(${bytes})`, (allocator) => allocator.malloc(bytes));
      add('calloc(1, 5000)', (allocator) => allocator.calloc(1, 5000), 'calloc');
      add('memalign(4096, 5000)', (allocator) => allocator.memalign(4096, 5000));
    }
    for (const mem of this.#live) {
      const hex = `0x${mem.toString(16)}`;
      const free = (allocator: Allocator) => {
        allocator.free(mem);
        return 0;
      };
      add(`free(${hex})`, free, 'free', mem);
      for (const bytes of RESIZES) {
        const realloc = (allocator: Allocator) => allocator.realloc(mem, bytes);
        add(`realloc(${hex}, ${bytes})`, realloc, 'realloc', mem);
      }
    }
    this.#calls = calls;
  }

  /** The blocks in use after a call, by address. */
  #liveAfter({ kind, block }: Call, returned: number): readonly number[] {
    const gone = kind === 'free' || (kind === 'realloc' && returned !== 0) ? block : 0;
    const live = this.#live.filter((mem) => mem !== gone);
    if (returned !== 0) live.push(returned);
    return live.toSorted((a, b) => a - b);
  }

  #restore(side: Side): void {
    const { length } = side.pages.state;
    side.pages.state.set(this.#entered.subarray(0, length));
    side.M.set(this.#entered.subarray(length + 1 + MAX_LIVE));
    for (const [mem, words] of this.#usableBefore) {
      for (let word = mem / 4; word < mem / 4 + words; word += 1) side.M[word] = pattern(word);
    }
  }

  /** The words of a block, [from, to). */
  #words(mem: number): readonly [number, number] {
    return [mem / 4, (mem + this.#variant.allocator.malloc_usable_size(mem)) / 4];
  }

  #store(live: readonly number[]): void {
    const { pages, M } = this.#variant;
    const { length } = pages.state;
    this.#after.set(pages.state);
    this.#after[length] = live.length;
    for (let i = 0; i < MAX_LIVE; i += 1) this.#after[length + 1 + i] = live[i] ?? 0;
    const first = length + 1 + MAX_LIVE;
    this.#after.set(M, first);
    // What users wrote does not belong to the state: restoring it writes a pattern instead.
    for (const mem of live) this.#after.fill(JUNK, ...this.#words(mem).map((word) => first + word));
  }

  #compare(): void {
    const { M } = this.#variant;
    const other = this.#templates.M;
    for (let i = 0; i < WORDS; i += 1) {
      if (M[i] !== other[i]) {
        throw new Fault(`byte ${i * 4}: ${M[i]} in the variant, ${other[i]} in the templates`);
      }
    }
    const theirs = this.#templates.pages.state;
    if (this.#variant.pages.state.some((value, i) => value !== theirs[i])) {
      throw new Fault('the variant and the templates have different pages');
    }
  }

  /** The heap is in order, and the blocks are where it says, apart from each other, and unchanged. */
  #check(live: readonly number[], given: number): void {
    const { M, allocator, pages } = this.#variant;
    const view: HeapView = {
      words: M,
      origin: 0,
      layout: this.#layout,
      start: REGION * PAGE,
      end: (REGION + 1) * PAGE,
    };
    try {
      const used = new Set(
        checkHeap(view)
          .filter(({ state }) => state === 'used')
          .map(({ mem }) => mem),
      );
      for (const mem of live) if (!used.delete(mem)) readMmappedChunk(view, mem);
      if (used.size > 0) throw new Fault(`the block ${[...used][0]} is in use, and nobody has it`);
    } catch (error) {
      if (error instanceof HeapError) throw new Fault(error.message);
      throw error;
    }
    let previousEnd = 0;
    for (const mem of live) {
      const end = mem + allocator.malloc_usable_size(mem);
      if (mem < previousEnd) throw new Fault(`the block ${mem} is inside another one`);
      if (!pages.has(mem, end)) throw new Fault(`the block ${mem} is outside the heap's memory`);
      previousEnd = end;
      if (mem === given) continue;
      for (let word = mem / 4; word < end / 4; word += 1) {
        if (M[word] !== pattern(word)) throw new Fault(`a block lost its word at byte ${word * 4}`);
      }
    }
  }

  /** calloc() clears the block, and realloc() keeps what the block held. */
  #checkGiven({ kind, block }: Call, given: number): void {
    if (given === 0) return;
    const { M } = this.#variant;
    const [from, to] = this.#words(given);
    if (kind === 'calloc') {
      for (let word = from; word < from + 5000 / 4; word += 1) {
        if (M[word] !== 0) throw new Fault(`calloc() did not clear the word at byte ${word * 4}`);
      }
    } else if (kind === 'realloc') {
      const kept = Math.min(to - from, this.#usableBefore.get(block)!);
      for (let i = 0; i < kept; i += 1) {
        if (M[from + i] !== pattern(block / 4 + i)) throw new Fault(`realloc() lost word ${i}`);
      }
    }
  }

  /** When all blocks are freed, none is left, and the heap is in order. */
  #checkFreeingAll(): void {
    const { allocator, pages } = this.#variant;
    pages.begin(() => false);
    for (const mem of this.#live) allocator.free(mem);
    this.#check([], 0);
  }
}

function pattern(word: number): number {
  return (Math.imul(word, 0x9e3779b1) ^ 0x5a5a5a5a) | 0x10001;
}
