/*
 * Finding the protected blocks of a heap in the heap itself: where another program made it, and where
 * other threads allocate and free in it.
 */
import { chunk2mem, chunk_words, cinuse, mem2chunk } from '../chunk/chunk.ts';
import { is_mmapped } from '../allocator/dlmalloc-2.8.6/mmapped.ts';
import { walk_heap } from '../allocator/dlmalloc-2.8.6/walk.ts';
import { M } from '../memory/memory.ts';
import { HAVE_MMAP, SYS_MALLOC_LOCK } from '../options/options.ts';
import type { Mem } from '../options/types.ts';
import {
  ALN_SKIP,
  CANARY,
  HDR_ALIGN,
  HDR_SIZE,
  MAGICWORD_HIGH,
  MAGICWORD_LOW,
  base_of,
  has_magic,
  header_of,
} from './header.ts';
import {
  begin_list,
  block_in_list,
  for_each_in_list,
  is_registered,
  register,
} from './registry.ts';

/** Makes the list of blocks anew. One that was listed and has no sound header now is damaged, and stays. */
export function adopt_blocks(): void {
  const before = begin_list();
  walk_heap((p) => {
    if (!cinuse(p)) return;
    const base = chunk2mem(p);
    const end = base + chunk_words(p) * 4;
    const mem = find_block(base, end) || block_in_list(before, base, end);
    if (mem !== 0) register(mem);
  });
  if (HAVE_MMAP) {
    // Those that lie in memory of their own are in no segment.
    for_each_in_list(before, (mem) => {
      const p = mem2chunk(base_of(mem));
      if (is_mmapped(p) && !is_registered(mem)) register(mem);
    });
  }
}

/** Does so where other threads may have allocated and freed since. @inline */
export function follow_blocks(): void {
  if (SYS_MALLOC_LOCK) adopt_blocks();
}

/** The block behind a header that is where it says to be; 0 if there is none. */
function find_block(base: Mem, end: Mem): Mem {
  for (let mem = base + HDR_SIZE; mem < end; mem += HDR_ALIGN) {
    const h = header_of(mem);
    if (
      M[h + ALN_SKIP] === mem - HDR_SIZE - base &&
      has_magic(h + CANARY, MAGICWORD_LOW, MAGICWORD_HIGH)
    ) {
      return mem;
    }
  }
  return 0;
}
