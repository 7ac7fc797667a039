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
 *     GRANULARITY …  malloc_params, without STATIC_MALLOC_PARAMS
 *     SEGMENT …      what the full sys_alloc keeps, without SIMPLE_SYSALLOC
 *     MALLOC_COUNT … how often malloc(), free() and realloc() were called, with MALLOC_DEBUG
 *
 * A bit of a map may outlive the last chunk of its bin: who finds the bin empty clears it. A clear bit
 * always means an empty bin.
 */
import { M } from '../memory.ts';
import { MALLOC_DEBUG, NO_TREE_BINS, SIMPLE_SYSALLOC, STATIC_MALLOC_PARAMS } from '../options.ts';
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

const MPARAMS = NO_TREE_BINS ? BINS_END + 1 : TREEBINS + NTREEBINS;

/** malloc_params: what mallopt() set, 0 where it did not. */
export const GRANULARITY = MPARAMS;
export const TRIM_THRESHOLD = MPARAMS + 1;
export const MMAP_THRESHOLD = MPARAMS + 2;

const SYSTEM = STATIC_MALLOC_PARAMS ? MPARAMS : MPARAMS + 3;

/** The record of the newest segment, and its parts. */
export const SEGMENT = SYSTEM;
export const SEG_SIZE = 1;
export const SEG_NEXT = 2;
/** Bytes that the heap has from the system, had at most, and may have; 0 is no limit. */
export const FOOTPRINT = SYSTEM + 3;
export const MAX_FOOTPRINT = SYSTEM + 4;
export const FOOTPRINT_LIMIT = SYSTEM + 5;
/** The lowest byte of all segments. */
export const LEAST_ADDR = SYSTEM + 6;
/** Not 0 once memory did not continue where the heap ended. */
export const NONCONTIGUOUS = SYSTEM + 7;

export const MALLOC_COUNT = SIMPLE_SYSALLOC ? SYSTEM : SYSTEM + 8;
export const FREE_COUNT = MALLOC_COUNT + 1;
export const REALLOC_COUNT = MALLOC_COUNT + 2;

const STATE_END = MALLOC_DEBUG ? REALLOC_COUNT + 1 : SIMPLE_SYSALLOC ? SYSTEM : SYSTEM + 8;

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
