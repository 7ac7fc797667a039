import type { BuildOptions } from '../../generator/options/index.ts';
import { Memcheck } from '../../src/memcheck/index.ts';
import type { Allocator } from './allocator.ts';
import type { AnyCall } from './any-call.ts';
import { HeapError } from './heap-error.ts';
import type { GuardedMemory } from './guarded-memory.ts';
import { heapLayout } from './heap-layout.ts';
import { checkHeap, heapView, type HeapChunk } from './heap-walker.ts';
import { SizeTArray } from './size-t-array.ts';
import type { SystemMemory } from './system-memory.ts';

interface Block {
  readonly mem: number;
  readonly size: number;
  /** Where in PATTERN the block's contents start. */
  readonly pattern: number;
}

const PATTERN = Buffer.from(
  Array.from({ length: 1 << 20 }, (_, i) => (i * i * 31 + (i >> 8)) & 255),
);

/** Arrays of pointers and of sizes for the calls, in front of the heap. */
const ARRAY = 256;
const SIZES = 512;
/** First byte behind them. */
export const ARRAYS_END = 1024;

/**
 * A heap of any variant, watched from outside: which blocks are alive and what is in them. After every
 * call their contents are compared, the heap is read from end to end where its layout is known, and the
 * bytes around it must be as they were. With VALGRIND a memory checker must agree.
 *
 * A call may fail at any time; then nothing may have changed.
 */
export class WatchedHeap {
  readonly #allocator: Allocator;
  readonly #options: BuildOptions;
  readonly #memory: GuardedMemory;
  readonly #system: SystemMemory;
  readonly #checker: Memcheck | undefined;
  readonly #sizeT: number;
  #live: readonly Block[] = [];
  #calls = 0;

  /** Opens a heap in the region of `memory`, which starts behind ARRAYS_END. */
  constructor(
    allocator: Allocator,
    options: BuildOptions,
    memory: GuardedMemory,
    system: SystemMemory,
  ) {
    this.#allocator = allocator;
    this.#options = options;
    this.#memory = memory;
    this.#system = system;
    this.#sizeT = options.global['64BIT'] ? 8 : 4;
    memory.allow(ARRAY, ARRAYS_END);
    if ('set_morecore' in allocator) allocator.set_morecore(system.morecore);
    if ('set_mmap' in allocator) allocator.set_mmap(system.mmap, system.munmap);
    if ('malloc_disable_testing' in allocator) allocator.malloc_disable_testing();
    if ('set_valgrind' in allocator) {
      this.#checker = new Memcheck({ stackDepth: 1 });
      allocator.set_valgrind(this.#checker);
    }
    allocator.initr_malloc(memory.memory, memory.start, memory.size);
    this.#check();
  }

  /** Makes one call and checks all that it promises. */
  apply(call: AnyCall): void {
    this.#calls += 1;
    const before = this.#walk();
    const failed = !this.#make(call);
    const after = this.#check();
    if (failed && bytesOf(before) === bytesOf(after) && !isDeepEqual(before, after)) {
      throw new HeapError(`${call.call}() failed and changed the heap`);
    }
  }

  /** Frees every block; then one free chunk may be left, and one in each further segment. */
  freeAll(): void {
    while (this.#live.length > 0) this.apply({ call: 'free', pick: this.#calls * 7919 });
    const chunks = this.#walk();
    const records = chunks.filter(({ state }) => state === 'record').length;
    if (chunks.length > 1 + 2 * records) throw new HeapError('the heap is empty, but in pieces');
    if (this.#checker?.leaks().length) throw new HeapError('the checker knows of leaks');
  }

  /** @returns false if the call failed */
  #make(call: AnyCall): boolean {
    const allocator = this.#allocator;
    switch (call.call) {
      case 'malloc':
        return this.#add(allocator.malloc(call.size), call.size);
      case 'calloc': {
        const mem = allocator.calloc(call.count, call.size);
        const bytes = size_t(call.count, this.#sizeT) * size_t(call.size, this.#sizeT);
        return this.#add(mem, bytes, { zero: true });
      }
      case 'memalign': {
        const { align, size } = call;
        const power = nextPower(size_t(align, this.#sizeT));
        // dlmalloc 2.6.6 takes powers of two alone; mcheck aligns others as C does.
        if (this.#isLegacy)
          return this.#add(allocator.memalign(power, size), size, { align: power });
        const promised = power === align || !this.#isMcheck ? align : 1;
        return this.#add(allocator.memalign(align, size), size, { align: promised });
      }
      case 'valloc':
        return this.#add(allocator.valloc(call.size), call.size, { align: 4096 });
      case 'pvalloc':
        return this.#add(allocator.pvalloc(call.size), call.size, { align: 4096 });
      case 'posix_memalign':
        return this.#posixMemalign(call.align, call.size);
      case 'realloc': {
        const old = this.#pick(call.pick);
        const mem = allocator.realloc(old?.mem ?? 0, call.size);
        if (mem === 0) return false;
        if (old) this.#moved(old, mem, call.size);
        return this.#add(mem, call.size);
      }
      case 'realloc_in_place': {
        const old = this.#pick(call.pick);
        const mem = allocator.realloc_in_place(old?.mem ?? 0, call.size);
        if (mem === 0) return false;
        if (mem !== old?.mem) throw new HeapError('realloc_in_place() moved the block');
        this.#moved(old, mem, call.size);
        return this.#add(mem, call.size);
      }
      case 'free': {
        const block = this.#pick(call.pick);
        if (block) this.#forget(block);
        allocator.free(block?.mem ?? 0);
        return true;
      }
      case 'independent_calloc': {
        const sizes = Array.from({ length: call.count }, () => call.size);
        const chunks = call.own ? ARRAY : 0;
        const array = allocator.independent_calloc(call.count, call.size, chunks);
        return this.#independent(array, sizes, call.own, true);
      }
      case 'independent_comalloc': {
        call.sizes.forEach((size, i) => this.#array(SIZES, call.sizes.length).set(i, size));
        const chunks = call.own ? ARRAY : 0;
        const array = allocator.independent_comalloc(call.sizes.length, SIZES, chunks);
        return this.#independent(array, call.sizes, call.own, false);
      }
      case 'bulk_free':
        this.#bulkFree(new Set(call.picks.map((pick) => this.#pick(pick))));
        return true;
      case 'malloc_trim':
        allocator.malloc_trim(call.pad);
        return true;
    }
  }

  #posixMemalign(align: number, size: number): boolean {
    const pp = this.#array(ARRAY, 1);
    pp.set(0, 1);
    const error = this.#allocator.posix_memalign(ARRAY, align, size);
    const valid = align >= this.#sizeT && (align & (align - 1)) === 0;
    if (valid === (error === 22)) throw new HeapError(`posix_memalign() returned ${String(error)}`);
    if (error !== 0) {
      if (pp.get(0) !== 1) throw new HeapError('posix_memalign() failed and stored something');
      return false;
    }
    return this.#add(pp.get(0), size, { align });
  }

  #independent(array: number, sizes: readonly number[], own: boolean, zero: boolean): boolean {
    if (array === 0) return false;
    const pointers = this.#array(array, sizes.length).values();
    if (!own) this.#add(array, sizes.length * this.#sizeT);
    else if (array !== ARRAY) throw new HeapError('another array came back');
    pointers.forEach((mem, i) => this.#add(mem, sizes[i] ?? 0, { zero }));
    return true;
  }

  #bulkFree(blocks: ReadonlySet<Block | undefined>): void {
    const array = this.#array(ARRAY, blocks.size);
    [...blocks].forEach((block, i) => array.set(i, block?.mem ?? 0));
    for (const block of blocks) if (block) this.#forget(block);
    if (this.#allocator.bulk_free(ARRAY, blocks.size) !== 0) throw new HeapError('blocks unfreed');
    if (array.values().some((mem) => mem !== 0)) throw new HeapError('an entry is left');
  }

  #array(address: number, length: number): SizeTArray {
    return new SizeTArray(this.#memory.buffer, address, length, this.#sizeT === 8 ? 64 : 32);
  }

  #pick(pick: number): Block | undefined {
    return this.#live[pick % (this.#live.length + 1)];
  }

  /** @returns false for NULL */
  #add(
    mem: number,
    asked: number,
    { zero = false, align = 1 }: { readonly zero?: boolean; readonly align?: number } = {},
  ): boolean {
    if (mem === 0) return false;
    const size = size_t(asked, this.#sizeT);
    if (size === Infinity) throw new HeapError(`a block of ${String(asked)} bytes`);
    if (mem % (2 * this.#sizeT) !== 0 || mem % nextPower(size_t(align, this.#sizeT)) !== 0) {
      throw new HeapError(`${String(mem)} is not aligned`);
    }
    const { bytes } = this.#memory;
    if (zero) {
      this.#checker?.read(mem, size);
      if (bytes.subarray(mem, mem + size).some((byte) => byte !== 0)) {
        throw new HeapError('bytes are not zero');
      }
    }
    const pattern = (this.#calls * 4099 + mem) % (PATTERN.length / 2);
    this.#checker?.write(mem, size);
    PATTERN.copy(bytes, mem, pattern, pattern + size);
    this.#live = [...this.#live, { mem, size, pattern }];
    return true;
  }

  get #isMcheck(): boolean {
    return this.#options.enabled.MCHECK_HEAP_PROTECTION;
  }

  get #isLegacy(): boolean {
    return this.#options.enabled.SYS_MALLOC_LEGACY;
  }

  /** A resized block has what it had, as far as there is room. */
  #moved(old: Block, mem: number, asked: number): void {
    this.#forget(old);
    this.#checkContents({ ...old, mem, size: Math.min(old.size, size_t(asked, this.#sizeT)) });
  }

  #forget(block: Block): void {
    this.#live = this.#live.filter((each) => each !== block);
  }

  #walk(): readonly HeapChunk[] {
    if (this.#isLegacy) return [];
    const layout = heapLayout(this.#options);
    return checkHeap(heapView(this.#allocator, this.#memory.buffer, layout));
  }

  #check(): readonly HeapChunk[] {
    const chunks = this.#walk();
    const blocks = this.#live.toSorted((a, b) => a.mem - b.mem);
    blocks.forEach((block, i) => {
      const next = blocks[i + 1];
      if (next && block.mem + block.size > next.mem) throw new HeapError('two blocks overlap');
      if (next && block.mem === next.mem) throw new HeapError('a block was handed out twice');
      this.#checkContents(block);
    });
    if (chunks.length > 0) this.#checkChunks(blocks, chunks);
    this.#memory.checkGuards();
    if (this.#checker?.errors.length) throw new HeapError(this.#checker.report());
    return chunks;
  }

  /** Every block has a chunk of its own, or memory that is mapped, and no chunk is without a block. */
  #checkChunks(blocks: readonly Block[], chunks: readonly HeapChunk[]): void {
    const used = chunks.filter(({ state }) => state === 'used').toSorted((a, b) => a.mem - b.mem);
    let at = 0;
    for (const { mem, size } of blocks) {
      const chunk = used[at];
      const end = chunk ? chunk.mem + chunk.size - this.#sizeT : 0;
      if (chunk && mem >= chunk.mem && mem + size <= end) at += 1;
      else if (!this.#system.isMapped(mem, size)) {
        throw new HeapError(`the block ${String(mem)} has no chunk`);
      }
    }
    if (at !== used.length) throw new HeapError(`${String(used.length - at)} chunks got lost`);
  }

  #checkContents({ mem, size, pattern }: Block): void {
    this.#checker?.read(mem, size);
    if (this.#memory.bytes.compare(PATTERN, pattern, pattern + size, mem, mem + size) !== 0) {
      throw new HeapError(`the contents of the block ${String(mem)} changed`);
    }
  }
}

/** A number as the layout's size_t. One that no heap has room for is Infinity; NaN promises nothing. */
function size_t(n: number, sizeT: number): number {
  if (Number.isNaN(n)) return 0;
  if (sizeT === 4) return n >= 2 ** 32 ? Infinity : n >>> 0;
  return n >= 0 ? Math.trunc(n) : Infinity;
}

function nextPower(n: number): number {
  let power = 1;
  while (power < n && power < 2 ** 33) power *= 2;
  return power;
}

function bytesOf(chunks: readonly HeapChunk[]): number {
  return chunks.reduce((bytes, { size }) => bytes + size, 0);
}

function isDeepEqual(a: readonly HeapChunk[], b: readonly HeapChunk[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
