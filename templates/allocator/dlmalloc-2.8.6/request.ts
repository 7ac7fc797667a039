import { IS_64BIT } from '../../options/options.ts';
import { CHUNK_ALIGN_WORDS, MIN_CHUNK_WORDS } from '../../chunk/chunk.ts';
import { CHUNK_ALIGN_BYTES, CHUNK_OVERHEAD } from '../../chunk/request.ts';

/** Chunks of 256 bytes and more are large. */
export const MIN_LARGE_WORDS = 64;

/**
 * The largest request, in bytes, for which not only its chunk is small but also one that is a granule
 * longer, where such a chunk fits without a remainder.
 */
export const MAX_SMALL_REQUEST =
  MIN_LARGE_WORDS * 4 - CHUNK_ALIGN_BYTES * (IS_64BIT ? 1 : 2) - CHUNK_OVERHEAD;

/**
 * From here on no request can succeed: 2^32 less four of the smallest chunks. It keeps every sum
 * below clear of 2^32.
 */
export const MAX_REQUEST = 2 ** 32 - MIN_CHUNK_WORDS * 16;

/** `bytes`, as a size_t, is at most MAX_SMALL_REQUEST. @inline */
export function is_small_request(bytes: number): boolean {
  return IS_64BIT ? bytes >= 0 && bytes <= MAX_SMALL_REQUEST : bytes >>> 0 <= MAX_SMALL_REQUEST;
}

/** `bytes`, as a size_t, is below MAX_REQUEST. @inline */
export function is_possible_request(bytes: number): boolean {
  return IS_64BIT ? bytes >= 0 && bytes < MAX_REQUEST : bytes >>> 0 < MAX_REQUEST;
}

/**
 * The same for any size_t. What does not fit beside the first granule's overhead takes further ones, in
 * sums that may pass 2^32: the chunk for an impossible request is longer than any heap. @inline !(IS_64BIT && SMALLCHUNKS_AS_FUNCS)
 */
export function any_request2words(bytes: number): number {
  if (IS_64BIT && !(bytes >= 0 && bytes < MAX_REQUEST)) bytes = MAX_REQUEST;
  const granules = ((IS_64BIT ? bytes : bytes >>> 0) + (CHUNK_OVERHEAD - 1)) / CHUNK_ALIGN_BYTES;
  return CHUNK_ALIGN_WORDS + CHUNK_ALIGN_WORDS * (granules | 0 || 1);
}
