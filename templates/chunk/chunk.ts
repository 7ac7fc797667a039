/*
 * A chunk, in words of 32 bits; W is SIZE_T_WORDS, p the index of the head:
 *
 *     p - W       prev_foot: size of the previous chunk, only while it is free
 *     p           head: size of this chunk in bytes | CINUSE_BIT | PINUSE_BIT
 *     p + W       in use: the first byte of the block; free: FD, BK and what its bin needs
 *     p + size    head of the next chunk
 *
 * A chunk in use also owns the prev_foot of the next chunk, so its block has the size of the chunk less
 * one size_t. The code handles sizes in words, and the heap stores them in bytes: `M[p] >>> 2` drops
 * both bits and converts in one step. In the 64-bit layout a size_t has two words, and the upper one is
 * 0.
 *
 * Invariants between two calls: no two free chunks are neighbours; PINUSE_BIT of a chunk equals
 * CINUSE_BIT of the previous one; the foot of a free chunk equals its size. dlmalloc 2.6.6 does not use
 * CINUSE_BIT.
 */
import { M, block_0 } from '../memory/memory.ts';
import { IS_64BIT, SIMPLE_SYSALLOC, SMALLCHUNKS_AS_FUNCS } from '../options/options.ts';
import type { Chunk, Mem, Words } from '../options/types.ts';

export const SIZE_T_WORDS = IS_64BIT ? 2 : 1;

/** log2 of the chunk alignment, in words. */
export const CHUNK_ALIGN_SHIFT = IS_64BIT ? 2 : 1;
export const CHUNK_ALIGN_WORDS = 1 << CHUNK_ALIGN_SHIFT;
export const MIN_CHUNK_WORDS = IS_64BIT ? 8 : 4;

/** The previous chunk is in use. */
export const PINUSE_BIT = 1;
/** The chunk itself is in use. */
export const CINUSE_BIT = 2;
export const INUSE_BITS = PINUSE_BIT | CINUSE_BIT;

/** Links of a free chunk, in words from its head. */
export const FD = SIZE_T_WORDS;
export const BK = FD + 1;

/** Address of the block of a chunk whose head would be M[0]. @inline */
function mem_offset(): number {
  return SIMPLE_SYSALLOC ? block_0 : SIZE_T_WORDS * 4;
}

/** @inline */
export function chunk2mem(p: Chunk): Mem {
  return SMALLCHUNKS_AS_FUNCS ? p * 4 + mem_offset() : ((p << 2) + mem_offset()) >>> 0;
}

/** @inline */
export function mem2chunk(mem: Mem): Chunk {
  return ((mem - mem_offset()) >>> 2) as Chunk;
}

/** @inline */
export function chunk_words(p: Chunk): number {
  return M[p] >>> 2;
}

/** Size in units of the chunk alignment. @inline */
export function chunk_granules(p: Chunk): number {
  return M[p] >>> (CHUNK_ALIGN_SHIFT + 2);
}

/** @inline */
export function chunk_plus_offset(p: Chunk, words: number): Chunk {
  return (p + words) as Chunk;
}

/** @inline */
export function chunk_minus_offset(p: Chunk, words: number): Chunk {
  return (p - words) as Chunk;
}

/** @inline */
export function next_chunk(p: Chunk): Chunk {
  return (p + (M[p] >>> 2)) as Chunk;
}

/** Size of the previous chunk, which must be free. @inline */
export function prev_words(p: Chunk): number {
  return M[p - SIZE_T_WORDS] >>> 2;
}

/** @inline */
export function cinuse(p: Chunk): number {
  return M[p] & CINUSE_BIT;
}

/** @inline */
export function pinuse(p: Chunk): number {
  return M[p] & PINUSE_BIT;
}

/** @inline */
export function set_pinuse(p: Chunk): void {
  M[p] |= PINUSE_BIT;
}

/** @inline */
export function clear_pinuse(p: Chunk): void {
  M[p] &= ~PINUSE_BIT;
}

/** Writes a head over an old one, whose upper half is 0 already. @inline */
export function set_head(p: Chunk, words: Words, bits: number): void {
  M[p] = (words << 2) | bits;
}

/** Writes a head over bytes that may have been the user's. @inline */
export function place_head(p: Chunk, words: Words, bits: number): void {
  M[p] = (words << 2) | bits;
  if (IS_64BIT) M[p + 1] = 0;
}

/** @inline */
export function set_foot(p: Chunk, words: Words): void {
  M[p + words - SIZE_T_WORDS] = words << 2;
  if (IS_64BIT) M[p + words - 1] = 0;
}

/** Writes head and foot of a free chunk over an old head. @inline */
export function set_free(p: Chunk, words: Words): void {
  set_head(p, words, PINUSE_BIT);
  set_foot(p, words);
}

const FENCEPOST_HEAD = (SIZE_T_WORDS << 2) | INUSE_BITS;

/** Whether the chunks end here. A fencepost is a head that looks like a chunk in use of one size_t. */
export function is_fencepost(p: Chunk): boolean {
  return M[p] === FENCEPOST_HEAD;
}

export function place_fencepost(p: Chunk): void {
  place_head(p, SIZE_T_WORDS, INUSE_BITS);
}
