/*
 * Finds the protected blocks of a heap in the heap itself. This is necessary if another program made
 * the heap, or if other threads allocate and free blocks.
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

/**
 * Makes the list of blocks again. A listed block without a sound header is damaged, and stays in the
 * list.
 */
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
    // Chunks that were mapped on their own are in no segment.
    for_each_in_list(before, (mem) => {
      const p = mem2chunk(base_of(mem));
      if (is_mmapped(p) && !is_registered(mem)) register(mem);
    });
  }
}

/** Updates the list of blocks if other threads may have changed it. @inline */
export function follow_blocks(): void {
  if (SYS_MALLOC_LOCK) adopt_blocks();
}

/** The block after a header whose position matches its contents; 0 if there is none. */
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
