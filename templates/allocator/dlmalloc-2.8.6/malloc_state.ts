/*
 * malloc_state, at the start of the region. The words are counted from gm(), which is also the index of
 * a chunk of size 0 that means "no chunk":
 *
 *     0              head of that chunk, always 0
 *     DV             its FD: the designated victim, which is the remainder of the last small request that was
 *                    split. The victim is in no bin. gm() if there is none
 *     DV + 1         its BK: written when the last chunk of a list changes, never read
 *     bins           for a small size of i granules, a chunk at gm() + i of which only FD is used. The first two
 *                    sizes are too small for chunks and leave room for the words above
 *     LARGEBIN       the same for all large sizes, with FD and BK; with NO_TREE_BINS
 *     TREEBINS …     roots of the trees, one for each power of two, the largest first; without NO_TREE_BINS
 *     TOP            the chunk at the end of the heap, never in a bin
 *     SMALLMAP       bit -i (modulo 32): the bin of size i granules may hold a chunk
 *     TREEMAP        bit i: the tree of the sizes from 2^i may hold a chunk
 *     GRANULARITY …  malloc_params, and the state of trimming and of the full sys_alloc; each word only in variants
 *                    that read it
 *     MALLOC_COUNT … how often malloc(), free() and realloc() were called; with MALLOC_DEBUG
 *
 * A set bit of a map does not mean that the bin holds a chunk: malloc() clears the bit when it finds
 * the bin empty. A clear bit means that the bin is empty.
 */
import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import {
  FIXED_POOL,
  HAVE_MMAP,
  MALLOC_DEBUG,
  MORECORE_CANNOT_TRIM,
  MORECORE_CONTIGUOUS,
  NO_TREE_BINS,
  SIMPLE_SYSALLOC,
  STATIC_MALLOC_PARAMS,
  SYS_MALLOC_GROW,
} from '../../options/options.ts';
import type { Chunk } from '../../options/types.ts';
import {
  BK,
  CHUNK_ALIGN_SHIFT,
  CHUNK_ALIGN_WORDS,
  FD,
  MIN_CHUNK_WORDS,
  SIZE_T_WORDS,
  mem2chunk,
} from '../../chunk/chunk.ts';
import { MIN_LARGE_WORDS } from './request.ts';

/** FD of the chunk at gm(). */
export const DV = FD;

/** The bin of all large chunks, after the bins of small sizes. */
export const LARGEBIN = MIN_LARGE_WORDS >> CHUNK_ALIGN_SHIFT;
export const BINS_END = LARGEBIN + (NO_TREE_BINS ? BK + 1 : FD);

/**
 * A tree has the index of the zeros before the leading bit of its sizes. A chunk has fewer than 2^30
 * words, and at least MIN_LARGE_WORDS.
 */
const FIRST_TREEBIN = 2;
const NTREEBINS = Math.clz32(MIN_LARGE_WORDS) + 1;
/** Where tree 0 would be, if there was one. */
export const TREEBINS = BINS_END - FIRST_TREEBIN;

export const TOP = NO_TREE_BINS ? BINS_END : TREEBINS + NTREEBINS;
export const SMALLMAP = TOP + 1;
export const TREEMAP = TOP + 2;

/** Whether the heap can shrink, so that its maximum size must be stored. */
export const KEEPS_MAX_FOOTPRINT = !SIMPLE_SYSALLOC || (SYS_MALLOC_GROW && !MORECORE_CANNOT_TRIM);

const MPARAMS = TOP + (NO_TREE_BINS ? 2 : 3);

/**
 * malloc_params: what mallopt() sets, if the variant reads it. A granularity of 0 means the default.
 */
export const GRANULARITY = MPARAMS;
export const TRIM_THRESHOLD = MPARAMS + 1;
export const MMAP_THRESHOLD = MPARAMS + (MORECORE_CANNOT_TRIM ? 1 : 2);
const MPARAMS_END =
  FIXED_POOL || STATIC_MALLOC_PARAMS
    ? MPARAMS
    : MPARAMS + 1 + (MORECORE_CANNOT_TRIM ? 0 : 1) + (HAVE_MMAP ? 1 : 0);

/** The size of top in bytes above which free() releases memory. */
export const TRIM_CHECK = MPARAMS_END;
/** Frees of large chunks left until the next scan for unused segments: release_checks of dlmalloc. */
export const RELEASE_CHECKS = MPARAMS_END + (MORECORE_CANNOT_TRIM ? 0 : 1);
const CHECKS_END = MPARAMS_END + (MORECORE_CANNOT_TRIM ? 0 : 1) + (HAVE_MMAP ? 1 : 0);

/** The maximum number of bytes that the heap had from the system. */
export const MAX_FOOTPRINT = CHECKS_END;
const SYSTEM = CHECKS_END + (KEEPS_MAX_FOOTPRINT ? 1 : 0);

/** The record of the newest segment, and its fields. */
export const SEGMENT = SYSTEM;
export const SEG_SIZE = 1;
export const SEG_NEXT = 2;
/** 1 if the segment came from mmap(). */
export const SEG_MMAPPED = 3;
/** Bytes that the heap has from the system, and its limit; 0 means no limit. */
export const FOOTPRINT = SEGMENT + (HAVE_MMAP ? 4 : 3);
export const FOOTPRINT_LIMIT = FOOTPRINT + 1;
/** The lowest byte of all segments. */
export const LEAST_ADDR = FOOTPRINT + 2;
/** Not 0 if memory from the system once did not continue where the heap ended. */
export const NONCONTIGUOUS = FOOTPRINT + 3;

const SYSTEM_END = SIMPLE_SYSALLOC ? SYSTEM : FOOTPRINT + (MORECORE_CONTIGUOUS ? 4 : 3);

export const MALLOC_COUNT = SYSTEM_END;
export const FREE_COUNT = SYSTEM_END + 1;
export const REALLOC_COUNT = SYSTEM_END + 2;

const STATE_END = SYSTEM_END + (MALLOC_DEBUG ? 3 : 0);

/** Words of static data, rounded up so that an aligned region gives an aligned heap. */
export const STATE_WORDS = (STATE_END + CHUNK_ALIGN_WORDS - 1) & -CHUNK_ALIGN_WORDS;
/** Static data in bytes. */
export const STATE_SIZE = STATE_WORDS * 4;
/** The heap's first chunk, from gm(). */
export const FIRST_CHUNK = STATE_WORDS + SIZE_T_WORDS;

/**
 * Words after top that are always free: room for a struct malloc_segment of four size_t in a chunk, and
 * a minimum chunk for the fenceposts.
 */
export const TOP_FOOT_WORDS = SIZE_T_WORDS === 1 ? 6 + MIN_CHUNK_WORDS : 12 + MIN_CHUNK_WORDS;

/** @inline */
export function top(): Chunk {
  return M[gm() + TOP] as Chunk;
}

/** @inline */
export function set_top(p: Chunk): void {
  M[gm() + TOP] = p;
}

/**
 * Size of top if it extends from p to the end of the segment, which need not be where a chunk can end.
 * As in C, top ends there all the same, so that a request can get the last granule.
 * @inline
 */
export function top_words(p: Chunk, end: number): number {
  return mem2chunk(end) + 2 * SIZE_T_WORDS - p - TOP_FOOT_WORDS;
}

/**
 * The chunk of size 0 that means "no chunk": it ends lists, and is the victim if there is none.
 * @inline
 */
export function no_chunk(): Chunk {
  return gm() as Chunk;
}

/** Whether p is a chunk, and not no_chunk(). @inline */
export function is_chunk(p: Chunk): boolean {
  // Without a memory p is undefined, which is not a chunk either.
  return SIMPLE_SYSALLOC ? !!p : !!(p - gm());
}

/** The designated victim. Its size is 0 if there is none. @inline */
export function dv(): Chunk {
  return M[gm() + DV] as Chunk;
}

/** @inline */
export function set_dv(p: Chunk): void {
  M[gm() + DV] = p;
}
