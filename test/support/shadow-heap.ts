import type { BuildOptions } from '../../generator/options/index.ts';
import type { Allocator } from './allocator.ts';
import type { GuardedMemory } from './guarded-memory.ts';
import type { HeapCall } from './heap-call.ts';
import { HeapError } from './heap-error.ts';
import { heapLayout, type HeapLayout } from './heap-layout.ts';
import { checkHeap, heapView, segments, type HeapChunk, type HeapView } from './heap-walker.ts';
import { readMmappedChunk, type MmappedChunk } from './mmapped-chunk.ts';

interface Block {
  readonly mem: number;
  /** Bytes of the block, all of them filled. */
  readonly usable: number;
  /** Where in PATTERN the block's contents start. */
  readonly pattern: number;
}

const PATTERN = Buffer.from(
  Array.from({ length: 1 << 20 }, (_, i) => (i * i * 31 + (i >> 8)) & 255),
);

/**
 * A heap that is watched: it knows which blocks are alive and what is in them, and after every call
 * compares that with the memory.
 */
export class ShadowHeap {
  readonly #allocator: Allocator;
  readonly #memory: GuardedMemory;
  readonly #bits: number;
  readonly #layout: HeapLayout;
  readonly #live: Block[] = [];
  #chunks: readonly HeapChunk[];
  #calls = 0;

  /** Opens a heap in the region of `memory`. */
  constructor(allocator: Allocator, options: BuildOptions, memory: GuardedMemory) {
    this.#allocator = allocator;
    this.#memory = memory;
    this.#bits = options.global['64BIT'] ? 64 : 32;
    this.#layout = heapLayout(options);
    allocator.mem_malloc_init(memory.memory, memory.start, memory.size);
    this.#chunks = this.#walk();
  }

  /** How many blocks are alive. */
  get live(): number {
    return this.#live.length;
  }

  get chunks(): readonly HeapChunk[] {
    return this.#chunks;
  }

  /**
   * Makes one call and checks all that it promises.
   * @returns what the call returned; 0 for free()
   * @throws HeapError
   */
  apply(call: HeapCall): number {
    this.#calls += 1;
    const picked = 'pick' in call ? this.#live[call.pick % (this.#live.length + 1)] : undefined;
    const before = this.#chunks;
    const mem = this.#make(call, picked?.mem ?? 0);
    this.#chunks = this.#walk();
    if (call.call === 'free') {
      if (picked !== undefined) this.#forget(picked);
    } else if (mem === 0) {
      this.#checkFailure(call, before);
    } else {
      this.#checkSuccess(call, mem, picked);
    }
    this.#checkLiveBlocks();
    this.#memory.checkGuards();
    return mem;
  }

  /** Frees every block; one free chunk must be left, as at first, or one in each segment. */
  freeAll(): void {
    while (this.#live.length > 0) this.apply({ call: 'free', pick: this.#calls * 7919 });
    const records = this.#chunks.filter(({ state }) => state === 'record').length;
    if (this.#chunks.length > 1 + 2 * records) {
      throw new HeapError('the heap is empty, but not one free chunk');
    }
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

  #walk(): readonly HeapChunk[] {
    return checkHeap(this.view());
  }

  /** The live blocks with memory of their own. */
  mmapped(): readonly MmappedChunk[] {
    const inSegments = new Set(this.#chunks.map(({ mem }) => mem));
    const view = this.view();
    return this.#live
      .filter(({ mem }) => !inSegments.has(mem))
      .map(({ mem }) => readMmappedChunk(view, mem));
  }

  /** The heap's words, to read and to damage. */
  view(): HeapView {
    return heapView(this.#allocator, this.#memory.buffer, this.#layout);
  }

  #checkSuccess(call: Exclude<HeapCall, { call: 'free' }>, mem: number, picked?: Block): void {
    const asked = this.#asked(call);
    const chunk = this.#chunks.find((c) => c.mem === mem);
    if (chunk !== undefined && chunk.state !== 'used') {
      throw new HeapError(`${String(mem)} is not a block`);
    }
    const usable =
      chunk === undefined
        ? readMmappedChunk(this.view(), mem).size - this.#layout.sizeT * 8
        : chunk.size - this.#layout.sizeT * 4;
    if (asked > usable) {
      throw new HeapError(`${String(asked)} bytes were asked for, the block has ${String(usable)}`);
    }
    const align = call.call === 'memalign' ? alignment(this.#sizeT(call.align)) : 1;
    if (mem % align > 0 || mem % (this.#layout.align * 4) !== 0) {
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

  /**
   * Only a heap without room may return 0, and it must be the same as before; but what memalign() got
   * from the system on its way stays.
   */
  #checkFailure(call: Exclude<HeapCall, { call: 'free' }>, before: readonly HeapChunk[]): void {
    const grown = bytesOf(before) !== bytesOf(this.#chunks);
    if (!grown && JSON.stringify(before) !== JSON.stringify(this.#chunks)) {
      throw new HeapError(`${call.call}() failed and changed the heap`);
    }
    const asked = this.#asked(call);
    const { align, minChunk, sizeT } = this.#layout;
    let need = Math.max(minChunk, Math.ceil((asked / 4 + sizeT) / align) * align) * 4;
    if (call.call === 'memalign') {
      const aligned = alignment(this.#sizeT(call.align));
      if (!(aligned <= align * 4)) need += Math.max(aligned, minChunk * 4) + (minChunk + align) * 4;
    }
    if (Number.isNaN(need) || need >= 2 ** 31) return;
    for (const { state, size } of before) {
      if (
        state === 'used' ||
        state === 'record' ||
        size < need ||
        (state === 'top' && size === need)
      )
        continue;
      throw new HeapError(`${call.call}() failed, but ${String(size)} bytes are free in one piece`);
    }
  }

  #checkLiveBlocks(): void {
    const used = this.#chunks.filter(({ state }) => state === 'used');
    const mmapped = this.mmapped();
    if (used.length + mmapped.length !== this.#live.length) {
      throw new HeapError(
        `${String(used.length)} chunks are in use, ${String(this.#live.length)} blocks are alive`,
      );
    }
    for (const block of this.#live) this.#checkContents(block, block.usable);
    const footprint = segments(this.view())
      .map(({ base, end }) => end - base)
      .concat(mmapped.map(({ length }) => length))
      .reduce((sum, bytes) => sum + bytes, 0);
    if (this.#allocator.malloc_footprint() !== footprint) {
      throw new HeapError(
        `malloc_footprint() is ${String(this.#allocator.malloc_footprint())}, not ${String(footprint)}`,
      );
    }
  }

  #checkContents({ mem, pattern }: Block, length: number): void {
    const { bytes } = this.#memory;
    if (bytes.compare(PATTERN, pattern, pattern + length, mem, mem + length) !== 0) {
      throw new HeapError(`the contents of the block ${String(mem)} changed`);
    }
  }

  #forget(block: Block): void {
    this.#live.splice(this.#live.indexOf(block), 1);
  }

  /** What the user asked for, as a size_t; NaN where C has no such thing. 2^32 and more stay. */
  #asked(call: Exclude<HeapCall, { call: 'free' }>): number {
    if (call.call === 'calloc') return this.#sizeT(call.count) * this.#sizeT(call.size);
    return this.#sizeT(call.size);
  }

  #sizeT(n: number): number {
    if (this.#bits === 32) return n >= 2 ** 32 ? n : n >>> 0;
    if (!Number.isFinite(n)) return Number.NaN;
    return n < 0 ? 2 ** 64 + n : Math.trunc(n);
  }
}

function bytesOf(chunks: readonly HeapChunk[]): number {
  return chunks.reduce((bytes, { size }) => bytes + size, 0);
}

/** An alignment counts as the next power of two. */
function alignment(n: number): number {
  if (Number.isNaN(n)) return n;
  let power = 1;
  while (power < n && power < 2 ** 63) power *= 2;
  return power;
}
