import type { Heap } from './heap.ts';

const PAGE = 65536;
const PAGES = 40;
const BLOCK = 100_000;
const BLOCKS = 20;

interface WasmMemory {
  readonly buffer: ArrayBufferLike;
}

/** WebAssembly, where the engine has it. */
interface WithWasm {
  readonly WebAssembly?: {
    readonly Memory: new (limits: object) => WasmMemory;
  };
}

/** Memories of two pages that can grow, by their kinds; those that the engine has. */
function memories(): ReadonlyMap<string, unknown> {
  const { WebAssembly } = globalThis as WithWasm;
  const all = new Map<string, unknown>();
  const limits = { initial: 2, maximum: PAGES };
  if (WebAssembly !== undefined) {
    all.set('WebAssembly.Memory', new WebAssembly.Memory(limits));
    all.set('shared WebAssembly.Memory', new WebAssembly.Memory({ ...limits, shared: true }));
    const wide = { address: 'i64', initial: 2n, maximum: BigInt(PAGES) };
    try {
      all.set('WebAssembly.Memory of i64', new WebAssembly.Memory(wide));
      all.set(
        'shared WebAssembly.Memory of i64',
        new WebAssembly.Memory({ ...wide, shared: true }),
      );
    } catch {
      // The engine knows addresses of 32 bits only.
    }
  }
  if ('resize' in ArrayBuffer.prototype)
    all.set('ArrayBuffer', new ArrayBuffer(2 * PAGE, { maxByteLength: PAGES * PAGE }));
  if (typeof SharedArrayBuffer !== 'undefined' && 'grow' in SharedArrayBuffer.prototype)
    all.set('SharedArrayBuffer', new SharedArrayBuffer(2 * PAGE, { maxByteLength: PAGES * PAGE }));
  return all;
}

/**
 * Whether heaps grow in each kind of memory, to the addresses that they would have in one that is large enough.
 */
export function growthOf(heap: Heap): Record<string, boolean> {
  const expected = blocksIn(heap, new ArrayBuffer(PAGES * PAGE), (PAGES - 1) * PAGE);
  const result: Record<string, boolean> = {};
  for (const [kind, memory] of memories()) {
    const blocks = blocksIn(heap, memory, PAGE);
    result[kind] =
      blocks.length === BLOCKS && blocks.every((mem, i) => mem > 0 && mem === expected[i]);
  }
  return result;
}

function blocksIn(heap: Heap, memory: unknown, size: number): readonly number[] {
  heap.mem_malloc_init(memory, PAGE, size);
  return Array.from({ length: BLOCKS }, () => heap.malloc(BLOCK));
}
