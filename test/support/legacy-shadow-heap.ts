import type { Allocator } from './allocator.ts';
import type { Bits } from './build-options.ts';
import type { GuardedMemory } from './guarded-memory.ts';
import type { HeapCall } from './heap-call.ts';
import { HeapError } from './heap-error.ts';
import { checkLegacyHeap, legacyView, type LegacyChunk } from './legacy-heap-walker.ts';

interface Block {
  readonly mem: number;
  readonly usable: number;
  readonly pattern: number;
}

const PATTERN = Buffer.from(
  Array.from({ length: 1 << 19 }, (_, i) => (i * i * 31 + (i >> 8)) & 255),
);

/**
 * A heap of dlmalloc 2.6.6 that is watched: it knows which blocks are alive and what is in them, and
 * after every call compares that with the memory.
 */
export class LegacyShadowHeap {
  readonly #allocator: Allocator;
  readonly #memory: GuardedMemory;
  readonly #bits: Bits;
  readonly #sizeT: number;
  readonly #length: number;
  #live: Block[] = [];
  #chunks: readonly LegacyChunk[] = [];
  #calls = 0;
  /** An alignment that is not a power of two may have shifted a chunk, and so those after it. */
  #shifted = false;

  /**
   * Opens a heap in the region of `memory`.
   * @param length SYS_MALLOC_LEN
   */
  constructor(allocator: Allocator, bits: Bits, memory: GuardedMemory, length: number) {
    this.#allocator = allocator;
    this.#memory = memory;
    this.#bits = bits;
    this.#sizeT = bits / 8;
    this.#length = length;
    allocator.mem_malloc_init(memory.memory, memory.start, memory.size);
    this.#walk();
  }

  get chunks(): readonly LegacyChunk[] {
    return this.#chunks;
  }

  /**
   * Makes one call and checks all that it promises.
   * @throws HeapError
   */
  apply(call: HeapCall): number {
    this.#calls += 1;
    const picked = 'pick' in call ? this.#live[call.pick % (this.#live.length + 1)] : undefined;
    const mem = this.#make(call, picked?.mem ?? 0);
    this.#walk();
    if (call.call === 'free') this.#forget(picked);
    else if (mem === 0) this.#checkFailure(call);
    else this.#checkSuccess(call, mem, picked);
    this.#checkLiveBlocks();
    this.#memory.checkGuards();
    return mem;
  }

  /** Frees every block; top must be all that is left. */
  freeAll(): void {
    while (this.#live.length > 0) this.apply({ call: 'free', pick: this.#calls * 7919 });
    if (this.#chunks.length > 1) throw new HeapError('the heap is empty, but not one free chunk');
  }

  #make(call: HeapCall, picked: number): number {
    switch (call.call) {
      case 'malloc':
        return this.#allocator.malloc(call.size);
      case 'calloc':
        return this.#allocator.calloc(call.count, call.size);
      case 'memalign':
        return this.#allocator.memalign(call.align, call.size);
      case 'realloc':
        return this.#allocator.realloc(picked, call.size);
      case 'free':
        this.#allocator.free(picked);
        return 0;
    }
  }

  #walk(): void {
    this.#chunks = checkLegacyHeap(legacyView(this.#allocator, this.#memory.buffer, this.#bits));
  }

  #checkSuccess(call: Exclude<HeapCall, { call: 'free' }>, mem: number, picked?: Block): void {
    const asked = this.#asked(call);
    const chunk = this.#chunks.find((c) => c.mem === mem);
    if (chunk?.state !== 'used') throw new HeapError(`${String(mem)} is not a block`);
    const usable = chunk.words * 4 - this.#sizeT;
    if (!(asked <= usable)) {
      throw new HeapError(`${String(asked)} bytes were asked for, the block has ${String(usable)}`);
    }
    if (asked > this.#length) throw new HeapError('more than SYS_MALLOC_LEN was allocated');
    if (call.call === 'memalign' && !isPowerOfTwo(call.align)) this.#shifted = true;
    const align = call.call === 'memalign' ? call.align : 2 * this.#sizeT;
    if (mem % 4 !== 0 || (!this.#shifted && mem % align !== 0)) {
      throw new HeapError(`${String(mem)} is not aligned`);
    }
    if (this.#allocator.malloc_usable_size(mem) !== usable) {
      throw new HeapError('malloc_usable_size() is not what the chunk holds');
    }
    const { bytes } = this.#memory;
    if (call.call === 'calloc' && bytes.subarray(mem, mem + asked).some((b) => b !== 0)) {
      throw new HeapError('calloc() left bytes that are not zero');
    }
    if (picked !== undefined) {
      this.#checkContents({ ...picked, mem }, Math.min(picked.usable, asked));
      this.#forget(picked);
    }
    const pattern = (this.#calls * 4099) % (PATTERN.length / 2);
    PATTERN.copy(bytes, mem, pattern, pattern + usable);
    this.#live.push({ mem, usable, pattern });
  }

  /** Only a heap without room may return 0: no chunk is large enough, and sbrk() gives no page more. */
  #checkFailure(call: Exclude<HeapCall, { call: 'free' }>): void {
    const asked = this.#asked(call);
    if (call.call === 'memalign' || !(asked <= Math.min(this.#length, 2 ** 31 - 1))) return;
    const align = 2 * this.#sizeT;
    const need = Math.max(4 * this.#sizeT, Math.ceil((asked + this.#sizeT) / align) * align);
    if (this.#chunks.some(({ state, words }) => state === 'free' && words * 4 >= need)) {
      throw new HeapError(`${call.call}() failed, but a chunk of ${String(need)} bytes is free`);
    }
    const { mem_malloc_brk: brk, mem_malloc_end: end } = this.#allocator;
    if (Math.ceil((brk + need + 8 * this.#sizeT) / 4096) * 4096 + 4096 <= end) {
      throw new HeapError(`${call.call}() failed, but sbrk() has memory`);
    }
  }

  #checkLiveBlocks(): void {
    const used = new Map(
      this.#chunks.filter(({ state }) => state === 'used').map((chunk) => [chunk.mem, chunk]),
    );
    if (used.size !== this.#live.length) {
      throw new HeapError(
        `${String(used.size)} chunks are in use, ${String(this.#live.length)} blocks are alive`,
      );
    }
    for (const block of this.#live) {
      if (!used.has(block.mem)) throw new HeapError(`the block ${String(block.mem)} got lost`);
      this.#checkContents(block, block.usable);
    }
  }

  #checkContents({ mem, pattern }: Block, length: number): void {
    const { bytes } = this.#memory;
    if (bytes.compare(PATTERN, pattern, pattern + length, mem, mem + length) !== 0) {
      throw new HeapError(`the contents of the block ${String(mem)} changed`);
    }
  }

  #forget(block: Block | undefined): void {
    this.#live = this.#live.filter((other) => other !== block);
  }

  /** What the user asked for, as a size_t; NaN where C has no such thing. 2^32 and more stay. */
  #asked(call: Exclude<HeapCall, { call: 'free' }>): number {
    if (call.call === 'calloc') return this.#size(call.count) * this.#size(call.size);
    return this.#size(call.size);
  }

  #size(n: number): number {
    if (this.#bits === 32) return n >= 2 ** 32 ? n : n >>> 0;
    if (!Number.isFinite(n)) return Number.NaN;
    return n < 0 ? 2 ** 64 + n : Math.trunc(n);
  }
}

function isPowerOfTwo(n: number): boolean {
  return n > 0 && Number.isInteger(Math.log2(n));
}
