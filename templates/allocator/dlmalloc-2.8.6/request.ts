import { IS_64BIT, SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import { CHUNK_ALIGN_WORDS, MIN_CHUNK_WORDS } from '../../chunk/chunk.ts';
import { CHUNK_ALIGN_BYTES, CHUNK_OVERHEAD } from '../../chunk/request.ts';
import { size_t } from '../../memory/size_t.ts';

/** Chunks of at least 256 bytes are large. */
export const MIN_LARGE_WORDS = 64;

/**
 * The largest small request, in bytes. If a chunk that is one granule longer also serves a request
 * without a remainder, that chunk must be small too.
 */
export const MAX_SMALL_REQUEST =
  MIN_LARGE_WORDS * 4 - CHUNK_ALIGN_BYTES * (IS_64BIT ? 1 : 2) - CHUNK_OVERHEAD;

/**
 * Requests from this size on fail: 2^32 less four minimum chunks. So no sum below reaches 2^32.
 */
export const MAX_REQUEST = 2 ** 32 - MIN_CHUNK_WORDS * 16;

/** Whether `bytes`, as a size_t, is at most MAX_SMALL_REQUEST. In 32 bits NaN is 0. @inline */
export function is_small_request(bytes: number): boolean {
  return IS_64BIT
    ? bytes >= 0 && bytes <= MAX_SMALL_REQUEST
    : !(bytes < 0 || bytes > MAX_SMALL_REQUEST);
}

/** Whether `bytes`, as a size_t, is less than MAX_REQUEST. @inline */
export function is_possible_request(bytes: number): boolean {
  if (IS_64BIT) return bytes >= 0 && bytes < MAX_REQUEST;
  if (SMALLCHUNKS_AS_FUNCS) return size_t(bytes) < MAX_REQUEST;
  return !(bytes >= MAX_REQUEST || bytes >>> 0 >= MAX_REQUEST);
}

/**
 * Words of the chunk for any size_t. Its sums may exceed 2^32: the chunk for an impossible request is
 * larger than any heap. @inline !(IS_64BIT && SMALLCHUNKS_AS_FUNCS)
 */
export function any_request2words(bytes: number): number {
  return size_t2words(IS_64BIT ? bytes : size_t(bytes));
}

/** The same for a size_t that is not converted again. @inline */
export function size_t2words(bytes: number): number {
  if (IS_64BIT && !(bytes >= 0 && bytes < MAX_REQUEST)) bytes = MAX_REQUEST;
  const granules = (bytes + (CHUNK_OVERHEAD - 1)) / CHUNK_ALIGN_BYTES;
  return CHUNK_ALIGN_WORDS + CHUNK_ALIGN_WORDS * (granules | 0 || 1);
}
