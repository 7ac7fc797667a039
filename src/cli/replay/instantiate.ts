import type { BuildOptions } from '../../../generator/options/index.ts';
import type { Heap } from '../../trace/index.ts';
import { loadVariant } from '../../variant/load-variant.ts';

/** What replaying uses of a variant. */
export interface ReplayedHeap extends Heap {
  readonly MALLOC_STATE_SIZE: number;
  readonly mem_malloc_start: number;
  initr_malloc(memory: ReplayMemory, start: number, size: number): void;
  malloc_usable_size(mem: number): number;
  /** Of the simple malloc. */
  readonly gd: { readonly malloc_limit: number; readonly malloc_ptr: number };
  initf_malloc(memory: ReplayMemory, base: number): void;
}

export type ReplayMemory = ArrayBuffer | SharedArrayBuffer | { readonly buffer: ArrayBufferLike };

/** The types of Node.js lack WebAssembly. */
const { WebAssembly: wasm } = globalThis as unknown as {
  readonly WebAssembly: {
    readonly Memory: new (size: {
      readonly initial: number;
      readonly maximum: number;
      readonly shared?: boolean;
    }) => { readonly buffer: ArrayBufferLike };
  };
};

/** A new heap, empty. */
export type OpenHeap = () => ReplayedHeap;

/** Where the heap or the pool starts: 0 is NULL, and 65536 a multiple of any alignment up to that. */
const START = 65536;
const WASM_PAGE = 65536;
/** 4 GiB minus a page, so that no address needs more than 32 bits. */
const MOST_WASM_PAGES = 65535;

/**
 * Loads a variant.
 * @param heap bytes of each heap, static data included; for a simple malloc the configuration decides
 * @returns a function that makes heaps, each with a new instance and new memory
 */
export async function instantiate(
  javascript: string,
  options: BuildOptions,
  heap: number | undefined,
): Promise<OpenHeap> {
  const instance = await loadVariant<ReplayedHeap>(javascript);
  return () => {
    const variant = instance();
    if (options.enabled.SYS_MALLOC_SIMPLE) {
      const size = options.values.SYS_MALLOC_F_LEN;
      variant.initf_malloc(memoryOf(options, START + size), START);
    } else {
      const size = heap ?? heapLength(options);
      variant.initr_malloc(memoryOf(options, START + size), START, size);
    }
    return variant;
  };
}

/** Bytes of the heap that the configuration gives this phase: the pool of SPL has a size of its own. */
export function heapLength({ enabled, values }: BuildOptions): number {
  const ofSpl = enabled.SYS_MALLOC ? values.SYS_MALLOC_SIZE : 0;
  return ofSpl > 0 ? ofSpl : values.SYS_MALLOC_LEN;
}

/** Memory of the kind that the variant needs. */
function memoryOf({ enabled }: BuildOptions, bytes: number): ReplayMemory {
  const isShared = enabled.SYS_MALLOC_LOCK;
  if (enabled.SYS_MALLOC_GROW) {
    return new wasm.Memory({
      initial: Math.ceil(bytes / WASM_PAGE),
      maximum: MOST_WASM_PAGES,
      ...(isShared && { shared: true }),
    });
  }
  return isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
