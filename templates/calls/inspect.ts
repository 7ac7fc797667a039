/*
 * Questions about a heap.
 */
import type { Mallinfo } from '../allocator/mallinfo.ts';
import { VERSION } from '../allocator/version.ts';
import { usable_size_with_mcheck } from '../mcheck/with_mcheck.ts';
import { lock, unlock } from '../memory/lock.ts';
import type { Mem } from '../options/types.ts';

/** The number of bytes that the block at `mem` can hold: at least those requested. 0 for NULL. */
export function malloc_usable_size(mem: Mem): number {
  lock();
  try {
    return usable_size_with_mcheck(mem);
  } finally {
    unlock();
  }
}

/** Counts the chunks of the heap. It visits all of them. */
export function mallinfo(): Mallinfo {
  lock();
  try {
    return VERSION.mallinfo();
  } finally {
    unlock();
  }
}

/** Prints how many bytes the heap had at most, has now, and has in use. */
export function malloc_stats(): void {
  lock();
  try {
    VERSION.print_stats();
  } finally {
    unlock();
  }
}
