/*
 * malloc_state, at the start of the region, in words from gm(), the chunk that stands for none:
 *
 *     0              its head, always 0: a chunk of size 0
 *     DV             its FD, the designated victim: the remainder of the last small request that was
 *                    split, in no bin; gm() when there is none
 *     DV + 1         its BK, written when a list's last chunk changes, and never read
 *     bins           for each small size, at gm() and as many words as it has granules, a chunk of which
 *                    only FD counts; the first two sizes are too small and leave room for the words above
 *     LARGEBIN       the same for all large sizes, with FD and BK, with NO_TREE_BINS
 *     TREEBINS …     roots of the trees, one for each power of two, without NO_TREE_BINS
 *     TOP            the chunk that borders the end of the heap, never in a bin
 *     SMALLMAP       bit -i (modulo 32): the bin of size i granules may hold a chunk
 *     TREEMAP        bit i: tree i may hold a chunk
 *     GRANULARITY …  malloc_params, what giving memory back needs, and what the full sys_alloc keeps, each
 *                    where the variant reads it
 *     MALLOC_COUNT … how often malloc(), free() and realloc() were called, with MALLOC_DEBUG
 *
 * A bit of a map may outlive the last chunk of its bin: who finds the bin empty clears it. A clear bit
 * always means an empty bin.
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
import { BK, CHUNK_ALIGN_SHIFT, CHUNK_ALIGN_WORDS, FD, SIZE_T_WORDS } from '../../chunk/chunk.ts';
import { MIN_LARGE_WORDS } from './request.ts';

/** FD of the chunk that stands for none. */
export const DV = FD;

/** The bin of all large chunks; the bin of a small size comes before it. */
export const LARGEBIN = MIN_LARGE_WORDS >> CHUNK_ALIGN_SHIFT;
export const BINS_END = LARGEBIN + (NO_TREE_BINS ? BK + 1 : FD);

/** A chunk has fewer than 2^30 words; trees below MIN_LARGE_WORDS would stay empty. */
const NTREEBINS = 30;
const FIRST_TREEBIN = 6;
/** Where tree 0 would be. */
export const TREEBINS = BINS_END - FIRST_TREEBIN;

export const TOP = NO_TREE_BINS ? BINS_END : TREEBINS + NTREEBINS;
export const SMALLMAP = TOP + 1;
export const TREEMAP = TOP + 2;

/** The heap's bytes may be fewer than they were: then the most is kept. */
export const KEEPS_MAX_FOOTPRINT = !SIMPLE_SYSALLOC || (SYS_MALLOC_GROW && !MORECORE_CANNOT_TRIM);

const MPARAMS = TOP + (NO_TREE_BINS ? 2 : 3);

/** malloc_params: what mallopt() sets, each where something reads it. A granularity of 0 is the default. */
export const GRANULARITY = MPARAMS;
export const TRIM_THRESHOLD = MPARAMS + 1;
export const MMAP_THRESHOLD = MPARAMS + (MORECORE_CANNOT_TRIM ? 1 : 2);
const MPARAMS_END =
  FIXED_POOL || STATIC_MALLOC_PARAMS
    ? MPARAMS
    : MPARAMS + 1 + (MORECORE_CANNOT_TRIM ? 0 : 1) + (HAVE_MMAP ? 1 : 0);

/** Top is given back once it is larger, in bytes. */
export const TRIM_CHECK = MPARAMS_END;
/** So many large chunks are yet to be freed before unused segments are looked for. */
export const RELEASE_CHECKS = MPARAMS_END + (MORECORE_CANNOT_TRIM ? 0 : 1);
const CHECKS_END = MPARAMS_END + (MORECORE_CANNOT_TRIM ? 0 : 1) + (HAVE_MMAP ? 1 : 0);

/** The most bytes that the heap had from the system. */
export const MAX_FOOTPRINT = CHECKS_END;
const SYSTEM = CHECKS_END + (KEEPS_MAX_FOOTPRINT ? 1 : 0);

/** The record of the newest segment, and its parts. */
export const SEGMENT = SYSTEM;
export const SEG_SIZE = 1;
export const SEG_NEXT = 2;
/** 1 where the segment came from mmap(). */
export const SEG_MMAPPED = 3;
/** Bytes that the heap has from the system, and may have; 0 is no limit. */
export const FOOTPRINT = SEGMENT + (HAVE_MMAP ? 4 : 3);
export const FOOTPRINT_LIMIT = FOOTPRINT + 1;
/** The lowest byte of all segments. */
export const LEAST_ADDR = FOOTPRINT + 2;
/** Not 0 once memory did not continue where the heap ended. */
export const NONCONTIGUOUS = FOOTPRINT + 3;

const SYSTEM_END = SIMPLE_SYSALLOC ? SYSTEM : FOOTPRINT + (MORECORE_CONTIGUOUS ? 4 : 3);

export const MALLOC_COUNT = SYSTEM_END;
export const FREE_COUNT = SYSTEM_END + 1;
export const REALLOC_COUNT = SYSTEM_END + 2;

const STATE_END = SYSTEM_END + (MALLOC_DEBUG ? 3 : 0);

/** Words of static data, rounded up so that an aligned region gives an aligned heap. */
export const STATE_WORDS = (STATE_END + CHUNK_ALIGN_WORDS - 1) & -CHUNK_ALIGN_WORDS;
/** The same in bytes. */
export const STATE_SIZE = STATE_WORDS * 4;
/** The heap's first chunk, from gm(). */
export const FIRST_CHUNK = STATE_WORDS + SIZE_T_WORDS;

/** @inline */
export function top(): Chunk {
  return M[gm() + TOP] as Chunk;
}

/** @inline */
export function set_top(p: Chunk): void {
  M[gm() + TOP] = p;
}

/** The chunk of size 0 that stands for none: lists end with it, and it is the victim when there is none. @inline */
export function no_chunk(): Chunk {
  return gm() as Chunk;
}

/** Is p more than no_chunk()? @inline */
export function is_chunk(p: Chunk): boolean {
  return SIMPLE_SYSALLOC ? !!p : p !== gm();
}

/** The designated victim. Its size is 0 when there is none. @inline */
export function dv(): Chunk {
  return M[gm() + DV] as Chunk;
}

/** @inline */
export function set_dv(p: Chunk): void {
  M[gm() + DV] = p;
}
