import { CallStack } from './call-stack.ts';
import type { HeapWatcher, LeakCheckedHeap } from './heap.ts';

/** A block of a watched heap. */
export interface WatchedBlock {
  /**
   * The number of its allocation, from 1. A block keeps it when realloc() resizes or moves it; it is 0 if
   * the block is older than the watch.
   */
  readonly id: number;
  readonly mem: number;
  /** Bytes that the program asked for. */
  readonly bytes: number;
  /** The last call that allocated or resized it. */
  readonly stack: CallStack;
}

/** Knows the blocks that a heap has allocated since the watch began. */
export class HeapWatch implements HeapWatcher {
  readonly #blocks = new Map<number, WatchedBlock>();
  #lastId = 0;
  #heaps = 0;

  /** The number of the last allocation. */
  get lastId(): number {
    return this.#lastId;
  }

  /** How many heaps were made one after the other: it changes when one takes the place of another. */
  get heaps(): number {
    return this.#heaps;
  }

  get blocks(): readonly WatchedBlock[] {
    return [...this.#blocks.values()];
  }

  at(mem: number): WatchedBlock | undefined {
    return this.#blocks.get(mem);
  }

  allocated(mem: number, bytes: number, oldmem: number): void {
    const id = oldmem === 0 ? (this.#lastId += 1) : (this.#blocks.get(oldmem)?.id ?? 0);
    this.#blocks.delete(oldmem);
    this.#blocks.set(mem, { id, mem, bytes, stack: CallStack.capture(this.allocated) });
  }

  freed(mem: number): void {
    this.#blocks.delete(mem);
  }

  started(): void {
    this.#blocks.clear();
    this.#heaps += 1;
  }
}

/** The watches, by the function that a heap has for them. */
const WATCHES = new WeakMap<object, HeapWatch>();

/** Watches a heap from now on, or goes on doing so; undefined if its variant is older than malloc_watch(). */
export function watchHeap(heap: LeakCheckedHeap): HeapWatch | undefined {
  if (typeof heap.malloc_watch !== 'function') return undefined;
  const known = WATCHES.get(heap.malloc_watch);
  if (known) return known;
  const watch = new HeapWatch();
  WATCHES.set(heap.malloc_watch, watch);
  heap.malloc_watch(watch);
  return watch;
}
