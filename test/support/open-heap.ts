import type { BuildOptions } from '../../generator/options/index.ts';
import type { Allocator } from './allocator.ts';
import { GuardedMemory, type MemoryKind } from './guarded-memory.ts';
import { heapLayout } from './heap-layout.ts';
import { checkHeap, heapView, type HeapChunk, type HeapView } from './heap-walker.ts';
import { loadTemplates } from './load-templates.ts';

export interface OpenHeap {
  readonly allocator: Allocator;
  readonly memory: GuardedMemory;
  readonly view: HeapView;
  /** Reads the whole heap; throws where it is not sound. */
  readonly chunks: () => readonly HeapChunk[];
}

export interface HeapPlace {
  readonly kind?: MemoryKind;
  /** Where mem_malloc_start should be. */
  readonly heapStart?: number;
  /** Bytes from mem_malloc_start to the end. */
  readonly heapSize?: number;
}

/** The templates with the given options, and a heap of theirs. */
export async function openHeap(options: BuildOptions, place: HeapPlace = {}): Promise<OpenHeap> {
  const allocator = await loadTemplates(options);
  const { kind = 'ArrayBuffer', heapStart = 4096, heapSize = 65536 } = place;
  const state = allocator.MALLOC_STATE_SIZE;
  const memory = new GuardedMemory(kind, heapStart - state, heapSize + state);
  allocator.mem_malloc_init(memory.memory, memory.start, memory.size);
  const view = heapView(allocator, memory.buffer, heapLayout(options));
  return { allocator, memory, view, chunks: () => checkHeap(view) };
}

/** Allocates blocks of `size` bytes until there is no room. */
export function exhaust({ allocator }: OpenHeap, size: number): readonly number[] {
  const blocks: number[] = [];
  for (let mem = allocator.malloc(size); mem !== 0; mem = allocator.malloc(size)) blocks.push(mem);
  return blocks;
}
