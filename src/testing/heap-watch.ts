import { CallStack } from './call-stack.ts';
import type { HeapWatcher, LeakCheckedHeap } from './heap.ts';

/** A block of a watched heap. */
export interface WatchedBlock {
  /**
   * The number of its allocation, from 1; a block that is older than the watch has a number below 0. A block
   * keeps it when realloc() resizes or moves it.
   */
  readonly id: number;
  readonly mem: number;
  /** The last request that allocated or resized it; undefined where there was none since the watch began. */
  readonly request?: Request;
}

export type RequestedBlock = Required<WatchedBlock>;

export interface Request {
  /** Bytes that the program asked for. */
  readonly bytes: number;
  readonly stack: CallStack;
}

/** Knows the blocks that a heap has allocated or resized since the watch began. */
export class HeapWatch implements HeapWatcher {
  readonly #blocks = new Map<number, WatchedBlock>();
  #lastId = 0;
  #lastOlderId = 0;
  #heaps = 0;

  /** The number of the last allocation. */
  get lastId(): number {
    return this.#lastId;
  }

  /** How many heaps were made one after the other: it changes when one takes the place of another. */
  get heaps(): number {
    return this.#heaps;
  }

  /** The blocks that were allocated or resized since the watch began. */
  get requested(): readonly RequestedBlock[] {
    return [...this.#blocks.values()].filter(
      (block): block is RequestedBlock => block.request !== undefined,
    );
  }

  at(mem: number): WatchedBlock | undefined {
    return this.#blocks.get(mem);
  }

  allocated(mem: number, bytes: number, oldmem: number): void {
    const id = oldmem === 0 ? (this.#lastId += 1) : this.idOf(oldmem);
    this.#blocks.delete(oldmem);
    const request = { bytes, stack: CallStack.capture(this.allocated) };
    this.#blocks.set(mem, { id, mem, request });
  }

  /** The number of the block at `mem`. One that was not seen before gets its number now. */
  idOf(mem: number): number {
    const known = this.#blocks.get(mem);
    if (known) return known.id;
    const id = (this.#lastOlderId -= 1);
    this.#blocks.set(mem, { id, mem });
    return id;
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
