/*
 * malloc_state, at the start of the region, in words from gm():
 *
 *     TOP            the chunk that borders the end of the heap, never in a bin
 *     DV             the designated victim: the remainder of the last small request that was split,
 *                    in no bin; gm() + NO_DV when there is none
 *     SMALLMAP       bit i: the bin of size i granules may hold a chunk
 *     TREEMAP        bit i: tree i may hold a chunk
 *     bins           for each size up to LAST_BIN a chunk of which only FD and BK count, as far apart
 *                    as the sizes; the sizes below MIN_CHUNK_WORDS leave room for the words above
 *     TREEBINS …     roots of the trees, one for each power of two, without NO_TREE_BINS
 *     NO_DV          always 0: a chunk of size 0
 *     GRANULARITY …  malloc_params, what giving memory back needs, and what the full sys_alloc keeps, each
 *                    where the variant reads it
 *     MALLOC_COUNT … how often malloc(), free() and realloc() were called, with MALLOC_DEBUG
 *
 * A bit of a map may outlive the last chunk of its bin: who finds the bin empty clears it. A clear bit
 * always means an empty bin.
 */
import { M } from '../memory.ts';
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
} from '../options.ts';
import type { Chunk } from '../types.ts';
import { BK, CHUNK_ALIGN_WORDS } from './chunk.ts';
import { MIN_LARGE_WORDS } from './request.ts';

export const TOP = 0;
export const DV = 1;
export const SMALLMAP = 2;
export const TREEMAP = 3;

/** The bin of all large chunks. */
export const LARGEBIN = MIN_LARGE_WORDS + CHUNK_ALIGN_WORDS;
/**
 * The last of the bins. The one of MIN_LARGE_WORDS stays empty: a request of the largest small size
 * looks there too.
 */
export const LAST_BIN = NO_TREE_BINS ? LARGEBIN : MIN_LARGE_WORDS;
const BINS_END = LAST_BIN + BK + 1;

/** Trees below MIN_LARGE_WORDS stay empty. */
export const TREEBINS = BINS_END;
/** A chunk has fewer than 2^30 words. */
const NTREEBINS = 30;
/** Always 0: a chunk of size 0. */
export const NO_DV = BINS_END;

/** The heap's bytes may be fewer than they were: then the most is kept. */
export const KEEPS_MAX_FOOTPRINT = !SIMPLE_SYSALLOC || (SYS_MALLOC_GROW && !MORECORE_CANNOT_TRIM);

const MPARAMS = NO_TREE_BINS ? BINS_END + 1 : TREEBINS + NTREEBINS;

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

/** Where malloc_state is in M, unless it is at its start. */
let state_word: number;

export function set_gm(word: number): void {
  if (!SIMPLE_SYSALLOC) state_word = word;
}

/** The global malloc_state: the index of its first word. @inline */
export function gm(): number {
  return SIMPLE_SYSALLOC ? 0 : state_word;
}

/** @inline */
export function top(): Chunk {
  return M[gm() + TOP] as Chunk;
}

/** @inline */
export function set_top(p: Chunk): void {
  M[gm() + TOP] = p;
}

/** The designated victim. Its size is 0 when there is none. @inline */
export function dv(): Chunk {
  return M[gm() + DV] as Chunk;
}

/** @inline */
export function set_dv(p: Chunk): void {
  M[gm() + DV] = p;
}

/** The chunk of size 0 that is the victim when there is none. @inline */
export function no_dv(): Chunk {
  return (SIMPLE_SYSALLOC ? NO_DV : gm() + NO_DV) as Chunk;
}

/** @inline */
export function forget_dv(): void {
  M[gm() + DV] = no_dv();
}
