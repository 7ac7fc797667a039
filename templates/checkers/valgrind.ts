import { VERSION } from '../allocator/version.ts';
import { watch_allocated, watch_freed } from '../debug/watch.ts';
import { valgrind } from '../host/valgrind.ts';
import { SIZE_T_SIZE, size_t } from '../memory/size_t.ts';
import { MCHECK, VALGRIND } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

/** Reports a block of malloc() or memalign(). @inline !VALGRIND && !MALLOC_DEBUG */
export function report_malloc(mem: Mem, bytes: number): Mem {
  if (VALGRIND && mem !== 0) valgrind?.malloclike_block(mem, bytes >>> 0, SIZE_T_SIZE, false);
  watch_allocated(mem, bytes);
  return mem;
}

/** @inline !VALGRIND && !MALLOC_DEBUG */
export function report_calloc(mem: Mem, n_elements: number, elem_size: number): Mem {
  if (VALGRIND && mem !== 0) {
    valgrind?.malloclike_block(mem, size_t(n_elements) * size_t(elem_size), SIZE_T_SIZE, true);
  }
  watch_allocated(mem, size_t(n_elements) * size_t(elem_size));
  return mem;
}

/** @inline !VALGRIND && !MALLOC_DEBUG */
export function report_free(mem: Mem): void {
  if (VALGRIND && mem !== 0) valgrind?.freelike_block(mem, SIZE_T_SIZE);
  watch_freed(mem);
}

/**
 * Reports that the block at oldmem, whose chunk could hold `capacity` bytes, became the block at mem.
 * @inline !VALGRIND
 */
export function report_realloc(mem: Mem, oldmem: Mem, capacity: number, bytes: number): Mem {
  if (VALGRIND && mem !== 0 && valgrind !== null) {
    const size = bytes >>> 0;
    if (mem === oldmem) {
      valgrind.resizeinplace_block(mem, 0, size, SIZE_T_SIZE);
      if (size > capacity) valgrind.make_mem_undefined(mem + capacity, size - capacity);
    } else {
      // A block can move over itself: in dlmalloc 2.6.6, and with mcheck if memalign() allocated it. It also
      // does so if only the bytes that no program may use, which begin where it ends, reach the old block.
      const overlap =
        (VERSION.moves_over_itself || MCHECK) &&
        oldmem !== 0 &&
        mem < oldmem + capacity + SIZE_T_SIZE &&
        oldmem < mem + size + SIZE_T_SIZE;
      if (overlap) valgrind.freelike_block(oldmem, SIZE_T_SIZE);
      valgrind.malloclike_block(mem, size, SIZE_T_SIZE, false);
      if (oldmem !== 0) {
        if (valgrind.copy_block !== undefined) valgrind.copy_block(mem, oldmem);
        else valgrind.make_mem_defined(mem, size);
        if (!overlap) valgrind.freelike_block(oldmem, SIZE_T_SIZE);
      }
    }
  }
  return mem;
}
