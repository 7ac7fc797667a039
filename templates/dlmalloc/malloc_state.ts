/*
 * malloc_state, at the start of the region, in words from gm:
 *
 *     TOP            the chunk that borders the end of the heap, never in a bin
 *     DV             the designated victim: the remainder of the last small request that was split;
 *                    gm + NO_DV when there is none
 *     2 …            first chunks of the small bins, one for each chunk size, a granule apart;
 *                    the sizes 0 and 1 granule do not exist, so TOP and DV take their places
 *     NO_DV          always 0: a chunk of size 0
 *     TREEBINS …     roots of the trees, one for each power of two     (with NO_TREE_BINS:
 *     LARGEBIN       first chunk of the list of large chunks instead)
 *     SMALLMAP       bit i: small bin i may hold a chunk
 *     TREEMAP        bit i: tree i may hold a chunk
 *     GRANULARITY …  malloc_params, without STATIC_MALLOC_PARAMS
 *     SEGMENT …      what the full sys_alloc keeps, without SIMPLE_SYSALLOC
 *
 * A list ends with 0. A bit of a map may outlive the last chunk of its bin: who finds the bin empty
 * clears it. A clear bit always means an empty bin.
 */
import { M } from '../memory.ts';
import { NO_TREE_BINS, SIMPLE_SYSALLOC, STATIC_MALLOC_PARAMS } from '../options.ts';
import type { Chunk } from '../types.ts';
import { CHUNK_ALIGN_SHIFT, CHUNK_ALIGN_WORDS } from './chunk.ts';
import { MIN_LARGE_WORDS } from './request.ts';

export const TOP = 0;
export const DV = 1;
export const NSMALLBINS = MIN_LARGE_WORDS >> CHUNK_ALIGN_SHIFT;

/** The bin after the last small one stays empty, as do the trees below MIN_LARGE_WORDS. */
export const NO_DV = NSMALLBINS;
export const TREEBINS = NSMALLBINS;
/** A chunk has fewer than 2^30 words. */
export const NTREEBINS = 30;
export const LARGEBIN = NSMALLBINS + 1;

export const SMALLMAP = NO_TREE_BINS ? LARGEBIN + 1 : TREEBINS + NTREEBINS;
export const TREEMAP = SMALLMAP + 1;
const MPARAMS = NO_TREE_BINS ? SMALLMAP + 1 : TREEMAP + 1;

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

const STATE_END = SIMPLE_SYSALLOC ? SYSTEM : SYSTEM + 8;

/** Words of static data, rounded up so that an aligned region gives an aligned heap. */
export const STATE_WORDS = (STATE_END + CHUNK_ALIGN_WORDS - 1) & -CHUNK_ALIGN_WORDS;

/** The global malloc_state: the index of its first word. */
export let gm: number;

export function set_gm(word: number): void {
  gm = word;
}

/** @inline */
export function top(): Chunk {
  return M[gm + TOP] as Chunk;
}

/** @inline */
export function set_top(p: Chunk): void {
  M[gm + TOP] = p;
}

/** The designated victim. Its size is 0 when there is none. @inline */
export function dv(): Chunk {
  return M[gm + DV] as Chunk;
}

/** @inline */
export function set_dv(p: Chunk): void {
  M[gm + DV] = p;
}

/** @inline */
export function forget_dv(): void {
  M[gm + DV] = gm + NO_DV;
}
