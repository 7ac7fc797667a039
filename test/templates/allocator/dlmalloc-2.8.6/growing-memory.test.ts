/*
 * SYS_MALLOC_GROW: a heap that is full goes on in the memory that sbrk() adds, in each kind of memory,
 * and finds its memory again when somebody else let it grow.
 */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BuildOptions } from '../../../../generator/options/index.ts';
import type { Allocator, Memory } from '../../../support/allocator.ts';
import {
  SMALL,
  buildOptions,
  type Bits,
  type OptionChanges,
} from '../../../support/build-options.ts';
import { heapCalls, type HeapCall } from '../../../support/heap-call.ts';
import { heapLayout } from '../../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../../support/heap-walker.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { runCalls } from '../../../support/run-calls.ts';
import { runs, seeded } from '../../../support/seed.ts';
import { loadSpecialised } from '../../../support/specialised.ts';
import {
  ownMemory,
  unsharedMemory,
  wideMemory,
  type WasmMemory,
} from '../../../support/wasm-memory.ts';

const PAGE = 4096;
const WASM_PAGE = 65536;
const START = 3 * PAGE;
const LENGTH = WASM_PAGE;
const MAXIMUM = 16 * WASM_PAGE;

const GROW = { SYS_MALLOC_GROW: true } as const satisfies OptionChanges;
const TRIM = { MORECORE_CANNOT_TRIM: false } as const satisfies OptionChanges;
const FULL = { SIMPLE_SYSALLOC: false } as const satisfies OptionChanges;

const VARIANTS: readonly (readonly [string, OptionChanges])[] = [
  ['simple', { ...GROW, INSECURE: false }],
  ['simple, small', { ...SMALL, ...GROW }],
  ['simple, trim', { ...GROW, ...TRIM, INSECURE: false }],
  ['full', { ...GROW, ...FULL, INSECURE: false }],
  ['full, trim, pieces', { ...GROW, ...FULL, ...TRIM, MORECORE_CONTIGUOUS: false }],
  ['full, trim, mmap', { ...GROW, ...FULL, ...TRIM, HAVE_MMAP: true, INSECURE: false }],
];

const WIDE = 'WebAssembly.Memory with addresses of 64 bits';
const OWN = 'an object with a buffer and grow()';
const KINDS = ['WebAssembly.Memory', WIDE, OWN, 'ArrayBuffer', 'SharedArrayBuffer'] as const;
type Kind = (typeof KINDS)[number];

function createMemory(kind: Kind): Memory {
  if (kind === 'WebAssembly.Memory') return unsharedMemory(LENGTH / WASM_PAGE, MAXIMUM / WASM_PAGE);
  if (kind === OWN) return ownMemory(unsharedMemory(LENGTH / WASM_PAGE, MAXIMUM / WASM_PAGE));
  if (kind === WIDE) return wideMemory(unsharedMemory(LENGTH / WASM_PAGE, MAXIMUM / WASM_PAGE));
  if (kind === 'ArrayBuffer') return new ArrayBuffer(LENGTH, { maxByteLength: MAXIMUM });
  return new SharedArrayBuffer(LENGTH, { maxByteLength: MAXIMUM });
}

function bufferOf(memory: Memory): ArrayBufferLike {
  return 'buffer' in memory ? memory.buffer : memory;
}

function walk(allocator: Allocator, memory: Memory, options: BuildOptions) {
  return checkHeap(heapView(allocator, bufferOf(memory), heapLayout(options)));
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(VARIANTS)('%s', (name, changes) => {
    const options = buildOptions(bits, changes);

    describe.each(KINDS)('%s', (kind) => {
      test('goes on in more memory, and contents stay', async () => {
        const allocator = await loadTemplates(options);
        const memory = createMemory(kind);
        allocator.mem_malloc_init(memory, START, LENGTH - START);
        const first = allocator.malloc(1000);
        new Uint8Array(bufferOf(memory), first, 1000).fill(7);
        const before = allocator.malloc_footprint();
        const large = allocator.calloc(1, 300_000);
        expect(large).not.toBe(0);
        expect(bufferOf(memory).byteLength).toBeGreaterThan(LENGTH + 230_000);
        expect(allocator.malloc_footprint()).toBeGreaterThan(before + 230_000);
        expect(allocator.malloc_max_footprint()).toBe(allocator.malloc_footprint());
        expect(new Uint8Array(bufferOf(memory), first, 1000).every((b) => b === 7)).toBe(true);
        expect(new Uint8Array(bufferOf(memory), large, 300_000).every((b) => b === 0)).toBe(true);
        walk(allocator, memory, options);
        allocator.free(large);
        allocator.free(first);
        expect(walk(allocator, memory, options)).toHaveLength(1);
      });

      test('a memory that can grow no further is a full heap', async () => {
        const allocator = await loadTemplates(options);
        const small = unsharedMemory(1, 2);
        const memories = {
          'WebAssembly.Memory': small,
          [WIDE]: wideMemory(small),
          [OWN]: ownMemory(small),
        };
        const memory = (memories as { [kind in Kind]?: Memory })[kind] ?? new ArrayBuffer(LENGTH);
        allocator.mem_malloc_init(memory, START, LENGTH - START);
        const chunks = walk(allocator, memory, options);
        expect(allocator.malloc(2 * WASM_PAGE)).toBe(0);
        expect(walk(allocator, memory, options)).toEqual(chunks);
        expect(bufferOf(memory).byteLength).toBe(LENGTH);
      });

      test(
        seeded('random calls are those of a heap that has the memory from the start'),
        async () => {
          const allocator = await loadTemplates(options);
          const variant = await loadSpecialised(options);
          const fixed = await loadTemplates(buildOptions(bits, { INSECURE: true }));
          fc.assert(
            fc.property(heapCalls(80), (random) => {
              const calls = random.map(tame);
              const memories = [allocator, variant].map((each) => {
                const memory = createMemory(kind);
                each.mem_malloc_init(memory, START, LENGTH - START);
                return memory;
              });
              const offsets = [...runCalls(allocator, calls)];
              expect([...runCalls(variant, calls)]).toEqual(offsets);
              const [a, b] = memories.map((memory) => Buffer.from(bufferOf(memory)));
              expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true);
              if (memories[0] !== undefined) walk(allocator, memories[0], options);
              if (name !== 'simple') return;
              // As in C, realloc() lets a block grow into the top that there is, and does not ask for more.
              const others = calls.filter(({ call }) => call !== 'realloc');
              allocator.mem_malloc_init(createMemory(kind), START, LENGTH - START);
              const base = START + allocator.MALLOC_STATE_SIZE - fixed.MALLOC_STATE_SIZE;
              fixed.mem_malloc_init(new ArrayBuffer(MAXIMUM), base, MAXIMUM - base);
              expect([...runCalls(fixed, others)]).toEqual([...runCalls(allocator, others)]);
            }),
            runs(6),
          );
        },
      );
    });

    test('somebody else lets a WebAssembly.Memory grow', async () => {
      const allocator = await loadTemplates(options);
      const memory = unsharedMemory(1) as Memory & WasmMemory;
      allocator.mem_malloc_init(memory, START, LENGTH - START);
      const block = allocator.malloc(100);
      memory.grow(1);
      expect(allocator.malloc_usable_size(block)).toBeGreaterThanOrEqual(100);
      memory.grow(1);
      allocator.free(block);
      memory.grow(1);
      expect(allocator.malloc(100)).toBe(block);
      memory.grow(1);
      expect(allocator.mallinfo().ordblks).toBe(1);
      walk(allocator, memory, options);
      // The memory that the other has taken is after the heap, and only a heap of several segments continues after it.
      const large = allocator.malloc(200_000);
      if (options.enabled.SIMPLE_SYSALLOC) expect(large).toBe(0);
      else expect(large).toBeGreaterThanOrEqual(5 * WASM_PAGE);
      walk(allocator, memory, options);
    });

    test('what comes after the region is not the heap’s', async () => {
      const allocator = await loadTemplates(options);
      const memory = new ArrayBuffer(LENGTH, { maxByteLength: MAXIMUM });
      const behind = new Uint8Array(memory, LENGTH - PAGE, PAGE).fill(0xa5);
      allocator.mem_malloc_init(memory, START, LENGTH - PAGE - START);
      const large = allocator.malloc(200_000);
      if (options.enabled.SIMPLE_SYSALLOC) expect(large).toBe(0);
      else expect(large).toBeGreaterThan(LENGTH);
      expect(behind.every((byte) => byte === 0xa5)).toBe(true);
      walk(allocator, memory, options);
    });
  });

  test('trimming makes a resizable ArrayBuffer shorter, and a full heap longer again', async () => {
    const options = buildOptions(bits, { ...GROW, ...TRIM, INSECURE: false });
    const allocator = await loadTemplates(options);
    const memory = new ArrayBuffer(LENGTH, { maxByteLength: MAXIMUM });
    allocator.mem_malloc_init(memory, START, LENGTH - START);
    const large = allocator.malloc(400_000);
    const longest = memory.byteLength;
    expect(longest).toBeGreaterThan(400_000);
    allocator.free(large);
    expect(allocator.malloc_trim(0)).toBe(1);
    expect(memory.byteLength).toBeLessThan(START + 3 * PAGE);
    expect(allocator.mem_malloc_end).toBe(memory.byteLength);
    expect(allocator.mem_malloc_brk).toBe(memory.byteLength);
    expect(allocator.malloc_max_footprint()).toBe(longest - START - allocator.MALLOC_STATE_SIZE);
    expect(allocator.malloc_footprint()).toBe(
      memory.byteLength - START - allocator.MALLOC_STATE_SIZE,
    );
    expect(allocator.malloc_trim(0)).toBe(0);
    expect(allocator.malloc(400_000)).toBe(large);
    walk(allocator, memory, options);
  });

  test('a pool of malloc_simple() stays usable after the memory has grown', async () => {
    const allocator = await loadTemplates(buildOptions(bits, { ...GROW, SYS_MALLOC_F: true }));
    const memory = unsharedMemory(1) as Memory & WasmMemory;
    allocator.initf_malloc(memory, 1024);
    memory.grow(1);
    const mem = allocator.calloc(4, 4);
    expect(new Uint8Array(memory.buffer, mem, 16).every((byte) => byte === 0)).toBe(true);
    allocator.initr_malloc(memory, WASM_PAGE, WASM_PAGE);
    expect(allocator.malloc(100_000)).toBeGreaterThan(WASM_PAGE);
  });
});

/** Calls that the smallest maximum has room for. */
function tame(call: HeapCall): HeapCall {
  return 'size' in call && call.size > 0 ? { ...call, size: call.size % 9000 } : call;
}
