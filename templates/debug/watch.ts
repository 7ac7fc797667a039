/*
 * Reporting each block to the program, so that a list of leaks can say how many bytes were asked for and
 * by which line of the program.
 */
import { MALLOC_DEBUG } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

/**
 * What malloc_watch() reports to. It is called in the middle of the allocator's work, and must not call
 * the allocator.
 */
export interface MallocWatcher {
  /**
   * A block of `bytes` bytes, as they were asked for, is at `mem`.
   * @param oldmem where realloc() took it from, which may be `mem` itself; 0 for a new block
   */
  allocated(mem: Mem, bytes: number, oldmem: Mem): void;
  /** The block at `mem` is about to be freed. */
  freed(mem: Mem): void;
  /** A heap begins, or another one was opened: the blocks of the old one are gone. */
  started(): void;
}

let watcher: MallocWatcher | null = null;

/** Reports each block of the heap to `watch` from now on; null ends that. */
export function malloc_watch(watch: MallocWatcher | null): void {
  watcher = watch;
}

/** @inline !MALLOC_DEBUG */
export function watch_allocated(mem: Mem, bytes: number): void {
  if (MALLOC_DEBUG && mem !== 0) watcher?.allocated(mem, bytes >>> 0, 0);
}

/** @inline !MALLOC_DEBUG */
export function watch_freed(mem: Mem): void {
  if (MALLOC_DEBUG && mem !== 0) watcher?.freed(mem);
}

/** The block at oldmem became the one at mem. @inline !MALLOC_DEBUG */
export function watch_resized(mem: Mem, oldmem: Mem, bytes: number): Mem {
  if (MALLOC_DEBUG && mem !== 0) watcher?.allocated(mem, bytes >>> 0, oldmem);
  return mem;
}

/** @inline !MALLOC_DEBUG */
export function watch_started(): void {
  if (MALLOC_DEBUG) watcher?.started();
}
