/*
 * What mcheck puts around a block, in bytes; T is the size of a size_t:
 *
 *     base                 the block of dlmalloc
 *     base + aln_skip      the header; aln_skip aligns the user's block
 *       0                  size of the user's request
 *       T                  aln_skip
 *       2T                 two canaries of 8 bytes: MAGICWORD, or MAGICFREE after the block was freed
 *       2T + 16            the caller: text of less than MCHECK_CALLER_LEN bytes, then zeros
 *     mem                  the user's block, HDR_SIZE after the start of the header
 *     mem + size           PADDINGFLOOD up to a multiple of 8, then MAGICTAIL twice, 8 bytes each
 *
 * The magic values and their positions are U-Boot's; the zeros are ours.
 */
import { CONFIG_VAL } from '../options/config.ts';
import { SIZE_T_WORDS, mem2chunk } from '../chunk/chunk.ts';
import { M } from '../memory/memory.ts';
import { IS_64BIT, MCHECK_BACKTRACE } from '../options/options.ts';
import type { Mem } from '../options/types.ts';

/** Parts of the header, in words. */
export const ALN_SKIP = SIZE_T_WORDS;
export const CANARY = 2 * SIZE_T_WORDS;
export const CALLER_WORD = CANARY + 4;
const CALLER = CALLER_WORD * 4;

/**
 * Alignment of the header, and so of the user's block. As in C, it is that of the canaries, not that of
 * a chunk.
 */
export const HDR_ALIGN = 8;
export const HDR_SIZE = (CALLER + CONFIG_VAL('MCHECK_CALLER_LEN') + HDR_ALIGN - 1) & -HDR_ALIGN;
export const HDR_WORDS = HDR_SIZE >>> 2;

/** Bytes after the user's block and its padding. */
export const TAIL_SIZE = 16;

export const MAGICWORD_LOW = 0xfa562a05 | 0;
export const MAGICWORD_HIGH = 0x99ccf430 | 0;
export const MAGICFREE_LOW = 0x0c6fc08e | 0;
export const MAGICFREE_HIGH = 0x4875e63c | 0;
export const MAGICTAIL_LOW = 0xdf78dcd6 | 0;
export const MAGICTAIL_HIGH = 0x918dbcd7 | 0;

/** Words of the bytes that fill a new block, a freed block, and the padding after a block. */
const MALLOCFLOOD = 0xb6b6b6b6 | 0;
const FREEFLOOD = 0xf5f5f5f5 | 0;
export const PADDINGFLOOD = 0x58585858;

/** A call of fill() takes as long as a loop over this number of words. */
const FILL_WORDS = 32;

/** The index in M of the header of a block. @inline */
export function header_of(mem: Mem): number {
  return mem2chunk(mem) + SIZE_T_WORDS - HDR_WORDS;
}

/** Size of a block including its padding. @inline */
export function padded_size(size: number): number {
  return ((size + 7) & -8) >>> 0;
}

/** Size of the user's request. @inline */
export function size_of(h: number): number {
  return M[h] >>> 0;
}

/** The block of dlmalloc that holds the user's block. @inline */
export function base_of(mem: Mem): Mem {
  return mem - HDR_SIZE - (M[header_of(mem) + ALN_SKIP] >>> 0);
}

/**
 * Bytes before a block with this alignment: the size of the header, rounded up. An alignment that is
 * not a power of two is rounded as in C: at least to a multiple of HDR_ALIGN, and never down.
 * @inline
 */
export function prefix_size(align: number): number {
  return ((HDR_SIZE + align - 1) & ~(align - 1)) >>> 0;
}

/** Writes a value of 8 bytes twice. */
export function set_magic(word: number, low: number, high: number): void {
  M[word] = low;
  M[word + 1] = high;
  M[word + 2] = low;
  M[word + 3] = high;
}

/** Fills the words of M from `start` to `end`. */
function fill_words(value: number, start: number, end: number): void {
  if (end - start > FILL_WORDS) {
    M.fill(value, start, end);
  } else {
    for (let i = start; i < end; i += 1) M[i] = value;
  }
}

/** The bits of the last word of a block of `size` bytes that are padding; all of them if none is used. @inline */
export function padding_mask(size: number): number {
  return -1 << ((size & 3) * 8);
}

/** Whether there are two such values. */
export function has_magic(word: number, low: number, high: number): boolean {
  return M[word] === low && M[word + 1] === high && M[word + 2] === low && M[word + 3] === high;
}

let view: Uint8Array | undefined;

/** The memory of the heap as bytes, by address. */
export function bytes(): Uint8Array {
  if (view?.buffer !== M.buffer) view = new Uint8Array(M.buffer);
  return view;
}

/**
 * Writes header, padding and tail of a block of `size` bytes, `aln_skip` bytes after `base`.
 * @param flood whether to fill the block
 * @returns the user's block
 */
export function protect(
  base: Mem,
  aln_skip: number,
  size: number,
  caller: string,
  flood: boolean,
): Mem {
  const mem = base + aln_skip + HDR_SIZE;
  const h = header_of(mem);
  M[h] = size;
  M[h + ALN_SKIP] = aln_skip;
  if (IS_64BIT) {
    M[h + 1] = 0;
    M[h + ALN_SKIP + 1] = 0;
  }
  set_magic(h + CANARY, MAGICWORD_LOW, MAGICWORD_HIGH);
  const block = h + HDR_WORDS;
  fill_words(0, h + CALLER_WORD, block);
  if (MCHECK_BACKTRACE) write_caller(mem, caller);
  const padding = block + (size >>> 2);
  const tail = block + (padded_size(size) >>> 2);
  if (flood) fill_words(MALLOCFLOOD, block, padding + 1);
  // The first word of the padding may begin with bytes of the block.
  const mask = padding_mask(size);
  if (padding < tail) M[padding] = (M[padding] & ~mask) | (PADDINGFLOOD & mask);
  if (padding + 1 < tail) M[padding + 1] = PADDINGFLOOD;
  set_magic(tail, MAGICTAIL_LOW, MAGICTAIL_HIGH);
  return mem;
}

/** Writes the caller to a header in which that field is zero. */
function write_caller(mem: Mem, caller: string): void {
  const memory = bytes();
  const text = caller_field(mem);
  const length = Math.min(caller.length, CONFIG_VAL('MCHECK_CALLER_LEN') - 1);
  for (let i = 0; i < length; i += 1) {
    const code = caller.charCodeAt(i);
    memory[text + i] = code < 0x7f ? code : 0x3f;
  }
}

/** Marks a block as freed, so that a second free() can be detected, and fills it. */
export function unprotect(mem: Mem): void {
  const h = header_of(mem);
  set_magic(h + CANARY, MAGICFREE_LOW, MAGICFREE_HIGH);
  const block = h + HDR_WORDS;
  fill_words(FREEFLOOD, block, block + (padded_size(size_of(h)) >>> 2));
}

/** Address of the caller in the header, which ends where the block starts. @inline */
export function caller_field(mem: Mem): Mem {
  return mem - HDR_SIZE + CALLER;
}

/** The caller of the block, or ''. Characters that are not printable become question marks. */
export function caller_of(mem: Mem): string {
  let caller = '';
  for (const code of bytes().subarray(caller_field(mem), mem)) {
    if (code === 0) break;
    caller += code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : '?';
  }
  return caller;
}
