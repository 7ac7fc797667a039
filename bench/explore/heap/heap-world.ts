import type { Allocator } from '../../../test/support/allocator.ts';
import { Fault } from '../fault.ts';
import type { World } from '../world.ts';
import { Blocks, USED } from './blocks.ts';
import { callsForBlock, callsWithoutBlock, type Call } from './calls.ts';
import type { HeapKind, Model } from './heap-kind.ts';
import type { Pair } from './pair.ts';
import { requestsFor, type Requests } from './requests.ts';

/** Bytes before and after the region. Nothing may write those that are nearest to it. */
const GUARD = 4096;
const PAGE = 4096;
const GUARD_WORD = 0x5eed5eed | 0;

/** One of the two, with a memory of its own. */
class Side {
  readonly allocator: Allocator;
  readonly #before: Int32Array;
  readonly #after: Int32Array;
  readonly M: Int32Array;

  constructor(allocator: Allocator, start: number, bytes: number) {
    this.allocator = allocator;
    const buffer = new ArrayBuffer(start + bytes + GUARD);
    new Int32Array(buffer).fill(GUARD_WORD);
    allocator.mem_malloc_init(buffer, start, bytes);
    // Where memory is taken from the region page by page, this takes all of it.
    allocator.free(allocator.malloc(0));
    this.#before = new Int32Array(buffer, start - GUARD, GUARD / 4);
    this.#after = new Int32Array(buffer, start + bytes, GUARD / 4);
    this.M = new Int32Array(buffer, start, bytes / 4);
  }

  checkGuards(): void {
    for (let i = 0; i < GUARD / 4; i += 1) {
      if (this.#before[i] !== GUARD_WORD || this.#after[i] !== GUARD_WORD) {
        throw new Fault('a word outside the region was written');
      }
    }
  }
}

/**
 * A heap whose whole state is in its region. Every call is made three times, by the variant, by the templates and by
 * the model, and all three must agree: the first two on every byte, the model on every address and size.
 */
export class HeapWorld implements World {
  readonly name: string;
  readonly start: Int32Array;
  readonly #variant: Side;
  readonly #templates: Side;
  /** Address of the region. */
  readonly #origin: number;
  readonly #kind: HeapKind;
  readonly #requests: Requests;
  readonly #always: readonly Call[];
  readonly #forBlock: (readonly Call[])[] = [];
  readonly #pattern: Int32Array;
  readonly #model: Model;
  /** The heap that was entered last, and after a call. */
  readonly #before: Blocks;
  readonly #after: Blocks;
  readonly #entered: Int32Array;
  #calls: Call[] = [];
  #returned = 0;

  /** @param heap bytes after the static data */
  constructor(name: string, kind: HeapKind, { variant, templates }: Pair, heap: number) {
    this.name = name;
    this.#kind = kind;
    const bytes = Math.ceil((variant.MALLOC_STATE_SIZE + heap) / 16) * 16;
    // The region ends with a page, as the first memory that dlmalloc 2.6.6 takes does.
    this.#origin = Math.ceil((GUARD + bytes) / PAGE) * PAGE - bytes;
    this.#variant = new Side(variant, this.#origin, bytes);
    this.#templates = new Side(templates, this.#origin, bytes);
    const { M } = this.#variant;
    this.#before = new Blocks(M.length);
    this.#after = new Blocks(M.length);
    this.#pattern = M.map((_, i) => (Math.imul(i, 0x9e3779b1) ^ 0x5a5a5a5a) | 0x10001);
    kind.reader.read(M, this.#before);
    this.#model = kind.model(this.#origin, M.length);
    // What lies after top may hold links that top had while it was a free chunk.
    const top = Math.min(this.#before.at[0]! + this.#before.words[0]!, M.length);
    this.#pattern.set(M.subarray(top), top);
    kind.reader.normalise(M, this.#before, this.#pattern);
    this.start = M.slice();
    this.#entered = M.slice();
    this.#requests = requestsFor(kind.sizeT === 2, kind.largestRequest(this.#before));
    this.#always = callsWithoutBlock(this.#requests);
  }

  enter(state: Int32Array): number {
    this.#entered.set(state);
    this.#kind.reader.read(state, this.#before);
    const { count, kind } = this.#before;
    this.#calls = [...this.#always];
    for (let i = 0; i < count; i += 1) {
      if (kind[i] === USED) {
        this.#calls.push(...(this.#forBlock[i] ??= callsForBlock(this.#requests, i)));
      }
    }
    this.#checkLargest();
    this.#checkFreeingAll();
    return this.#calls.length;
  }

  make(number: number): Int32Array {
    const call = this.#calls[number]!;
    const { M } = this.#variant;
    M.set(this.#entered);
    this.#templates.M.set(this.#entered);
    const mem = this.#perform(this.#variant.allocator, call);
    this.#returned = mem;
    this.#compareTemplates(this.#perform(this.#templates.allocator, call));
    this.#variant.checkGuards();
    this.#kind.reader.read(M, this.#after);
    this.#compareModel(call, mem);
    this.#checkContents(call, mem);
    this.#kind.reader.normalise(M, this.#after, this.#pattern);
    return M;
  }

  describe(number: number): string {
    const call = this.#calls[number]!;
    const hex = (n: number) => `0x${n.toString(16)}`;
    const block = 'block' in call ? hex(this.#mem(this.#before, call.block)) : '';
    switch (call.call) {
      case 'malloc':
        return `malloc(${call.bytes}) = ${hex(this.#returned)}`;
      case 'calloc':
        return `calloc(${call.count}, ${call.bytes}) = ${hex(this.#returned)}`;
      case 'memalign':
        return `memalign(${call.alignment}, ${call.bytes}) = ${hex(this.#returned)}`;
      case 'realloc':
        return `realloc(${block}, ${call.bytes}) = ${hex(this.#returned)}`;
      case 'free':
        return `free(${block})`;
    }
  }

  #perform(allocator: Allocator, call: Call): number {
    try {
      switch (call.call) {
        case 'malloc':
          return allocator.malloc(call.bytes);
        case 'calloc':
          return allocator.calloc(call.count, call.bytes);
        case 'memalign':
          return allocator.memalign(call.alignment, call.bytes);
        case 'realloc':
          return allocator.realloc(this.#mem(this.#before, call.block), call.bytes);
        case 'free':
          allocator.free(this.#mem(this.#before, call.block));
          return 0;
      }
    } catch (error) {
      throw new Fault(`${call.call}() threw: ${String(error)}`);
    }
  }

  #compareTemplates(mem: number): void {
    if (mem !== this.#returned) {
      throw new Fault(`the variant returned ${this.#returned}, the templates ${mem}`);
    }
    const { M } = this.#variant;
    const other = this.#templates.M;
    for (let i = 0; i < M.length; i += 1) {
      if (M[i] !== other[i]) {
        throw new Fault(`word ${i} is ${M[i]} in the variant and ${other[i]} in the templates`);
      }
    }
  }

  #compareModel(call: Call, mem: number): void {
    const model = this.#model;
    model.blocks.copyFrom(this.#before);
    const i = this.#modelCall(call);
    const expected = i < 0 ? 0 : this.#mem(model.blocks, i);
    if (mem !== expected) throw new Fault(`the model returns ${expected}, not ${mem}`);
    if (!model.blocks.equals(this.#after)) {
      throw new Fault(`the heap is: ${this.#after}; the model has: ${model.blocks}`);
    }
  }

  #modelCall(call: Call): number {
    const model = this.#model;
    // A size_t has 32 bits, or more than any heap.
    const size_t = (bytes: number) => (bytes < 0 ? Infinity : bytes);
    switch (call.call) {
      case 'malloc':
        return model.malloc(size_t(call.bytes));
      case 'calloc':
        return model.malloc(call.count * call.bytes);
      case 'memalign':
        return model.memalign(call.alignment, call.bytes);
      case 'realloc':
        return model.realloc(call.block, size_t(call.bytes));
      case 'free':
        model.free(call.block);
        return -1;
    }
  }

  /** Nothing in a block changes but by the call that gives it, and by its user. */
  #checkContents(call: Call, mem: number): void {
    const { M } = this.#variant;
    const { sizeT } = this.#kind;
    const after = this.#after;
    const given = mem === 0 ? -1 : (mem - this.#origin) / 4 - sizeT;
    for (let i = 0; i < after.count; i += 1) {
      if (after.kind[i] !== USED) continue;
      const p = after.at[i]!;
      const end = p + after.words[i]!;
      if (p !== given) {
        for (let word = p + sizeT; word < end; word += 1) {
          if (M[word] !== this.#pattern[word]) throw new Fault(`a block lost its word ${word}`);
        }
      } else if (call.call === 'calloc') {
        const last = p + sizeT + Math.floor((call.count * call.bytes) / 4);
        for (let word = p + sizeT; word < last; word += 1) {
          if (M[word] !== 0) throw new Fault(`calloc() did not clear word ${word}`);
        }
      } else if (call.call === 'realloc') {
        const q = this.#before.at[call.block]!;
        const kept = Math.min(after.words[i]!, this.#before.words[call.block]!);
        for (let word = sizeT; word < kept; word += 1) {
          if (M[p + word] !== this.#pattern[q + word]) {
            throw new Fault(`realloc() lost word ${word - sizeT} of the block`);
          }
        }
      }
    }
  }

  /** A request for the largest free chunk succeeds. */
  #checkLargest(): void {
    const bytes = this.#kind.largestRequest(this.#before);
    if (bytes < 0) return;
    this.#variant.M.set(this.#entered);
    if (this.#variant.allocator.malloc(bytes) === 0) {
      throw new Fault(`malloc(${bytes}) fails, though a free chunk is large enough`);
    }
  }

  /** When all blocks are freed, one chunk is left. */
  #checkFreeingAll(): void {
    const { M, allocator } = this.#variant;
    const before = this.#before;
    M.set(this.#entered);
    for (let i = 0; i < before.count; i += 1) {
      if (before.kind[i] === USED) allocator.free(this.#mem(before, i));
    }
    this.#kind.reader.read(M, this.#after);
    if (this.#after.count !== 1) throw new Fault(`after freeing all blocks: ${this.#after}`);
  }

  /** Address of the block of a chunk. */
  #mem(blocks: Blocks, i: number): number {
    return (blocks.at[i]! + this.#kind.sizeT) * 4 + this.#origin;
  }
}
