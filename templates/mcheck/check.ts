import { chunk_words, mem2chunk } from '../chunk/chunk.ts';
import { M } from '../memory/memory.ts';
import { MCHECK_BACKTRACE, SYS_MALLOC_LOCK } from '../options/options.ts';
import type { Mem } from '../options/types.ts';
import {
  ALN_SKIP,
  CALLER_WORD,
  CANARY,
  HDR_SIZE,
  HDR_WORDS,
  MAGICFREE_HIGH,
  MAGICFREE_LOW,
  MAGICTAIL_HIGH,
  MAGICTAIL_LOW,
  MAGICWORD_HIGH,
  MAGICWORD_LOW,
  PADDINGFLOOD,
  TAIL_SIZE,
  base_of,
  bytes,
  caller_field,
  caller_of,
  has_magic,
  header_of,
  padded_size,
  padding_mask,
  size_of,
} from './header.ts';
import { is_registered } from './registry.ts';
import { MCHECK_FREE, MCHECK_HEAD, MCHECK_OK, MCHECK_TAIL, type McheckStatus } from './status.ts';

/** Checks whether the header, the padding and the tail of a block are unchanged. */
export function check_block(mem: Mem): McheckStatus {
  if ((mem & 7) !== 0 || !(mem > HDR_SIZE && mem < M.byteOffset + M.byteLength)) return MCHECK_HEAD;
  const h = header_of(mem);
  if (!has_magic(h + CANARY, MAGICWORD_LOW, MAGICWORD_HIGH)) {
    return was_freed(h + CANARY) ? MCHECK_FREE : MCHECK_HEAD;
  }
  if (!fits_chunk(mem, h) || !is_caller_sound(mem)) return MCHECK_HEAD;
  return is_tail_sound(h) ? MCHECK_OK : MCHECK_TAIL;
}

/**
 * Whether it is a protected block, in any state. Blocks of other threads are only recognised if they
 * are sound.
 */
export function is_protected(mem: Mem): boolean {
  return is_registered(mem) || (SYS_MALLOC_LOCK && check_block(mem) === MCHECK_OK);
}

/**
 * The caller of the freed block at the start of a free chunk of `chunk_bytes`, whose block is at `base`; ''
 * if the chunk was never a protected block, or the links of a free chunk cover all canaries.
 */
export function freed_caller(base: Mem, chunk_bytes: number): string {
  const mem = base + HDR_SIZE;
  if (chunk_bytes < HDR_SIZE + TAIL_SIZE || !was_freed(header_of(mem) + CANARY)) return '';
  return caller_of(mem);
}

/**
 * Whether a word of the canaries of a freed block is left. Links of the free chunk may cover some of
 * them.
 */
function was_freed(canary: number): boolean {
  return (
    M[canary] === MAGICFREE_LOW ||
    M[canary + 1] === MAGICFREE_HIGH ||
    M[canary + 2] === MAGICFREE_LOW ||
    M[canary + 3] === MAGICFREE_HIGH
  );
}

/** Whether the block of dlmalloc is as large as the header says. */
function fits_chunk(mem: Mem, h: number): boolean {
  const needed = (M[h + ALN_SKIP] >>> 0) + HDR_SIZE + size_of(h) + TAIL_SIZE;
  return needed <= chunk_words(mem2chunk(base_of(mem))) * 4;
}

/** Whether only zeros follow the caller. */
function is_caller_sound(mem: Mem): boolean {
  const block = header_of(mem) + HDR_WORDS;
  let word = block;
  const first = block - HDR_WORDS + CALLER_WORD;
  while (word > first && M[word - 1] === 0) word -= 1;
  // Without backtraces, no block has a caller.
  if (!MCHECK_BACKTRACE || word === first) return word === first;
  const memory = bytes();
  let end = mem - (block - word) * 4;
  while (memory[end - 1] === 0) end -= 1;
  return memory.indexOf(0, caller_field(mem)) === end;
}

function is_tail_sound(h: number): boolean {
  const size = size_of(h);
  const padding = h + HDR_WORDS + (size >>> 2);
  const tail = h + HDR_WORDS + (padded_size(size) >>> 2);
  if (padding < tail && ((M[padding] ^ PADDINGFLOOD) & padding_mask(size)) !== 0) return false;
  if (padding + 1 < tail && M[padding + 1] !== PADDINGFLOOD) return false;
  return has_magic(tail, MAGICTAIL_LOW, MAGICTAIL_HIGH);
}
