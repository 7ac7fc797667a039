import { VERSION } from '../allocator/version.ts';
import { HDR_SIZE } from '../mcheck/header.ts';
import {
  HAVE_MMAP,
  IS_64BIT,
  MALLOC_DEBUG,
  MCHECK,
  MORECORE_CANNOT_TRIM,
  MORECORE_CONTIGUOUS,
  NO_TREE_BINS,
  SIMPLE_SYSALLOC,
  STATIC_MALLOC_PARAMS,
  SYS_MALLOC_GROW,
} from '../options/options.ts';

/**
 * The first word of the header of a complete heap: the version's magic number, a bit for each option
 * that changes the layout, and the size of mcheck's header.
 */
export const HEAP_MAGIC =
  (VERSION.heap_magic |
    (IS_64BIT ? 1 : 0) |
    (NO_TREE_BINS ? 2 : 0) |
    (STATIC_MALLOC_PARAMS ? 4 : 0) |
    (SIMPLE_SYSALLOC ? 8 : 0) |
    (SYS_MALLOC_GROW ? 16 : 0) |
    (MORECORE_CONTIGUOUS ? 32 : 0) |
    (MORECORE_CANNOT_TRIM ? 64 : 0) |
    (HAVE_MMAP ? 128 : 0) |
    (MALLOC_DEBUG ? 256 : 0)) +
  (MCHECK ? (HDR_SIZE >>> 3) << 9 : 0);
