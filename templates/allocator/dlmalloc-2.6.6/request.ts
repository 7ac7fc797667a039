import { MIN_CHUNK_WORDS } from '../../chunk/chunk.ts';
import { CONFIG_VAL } from '../../options/config.ts';
import { size_t } from '../../memory/size_t.ts';
import { IS_64BIT } from '../../options/options.ts';

/**
 * The largest possible request in bytes is SYS_MALLOC_LEN. In the 32-bit layout it must also be
 * positive as a signed number, and no sum of the allocator may reach 2^32.
 */
const SIGNED_MAX = 2 ** 31 - 1;
const CLEAR_MAX = 2 ** 32 - MIN_CHUNK_WORDS * 8;
const LIMIT = IS_64BIT ? CLEAR_MAX : SIGNED_MAX;
const POOL = CONFIG_VAL('SYS_MALLOC_LEN');
const MAX_REQUEST = POOL < LIMIT ? POOL : LIMIT;

/** @inline */
export function is_possible_request(bytes: number): boolean {
  return IS_64BIT ? bytes >= 0 && bytes <= MAX_REQUEST : size_t(bytes) <= MAX_REQUEST;
}
