/*
 * The region of a heap that can be opened again begins with a header, before malloc_state. In words:
 *
 *     MAGIC    identifies the variant that made the heap; 0 while the heap is being made
 *     LOCK     whether a thread is using the heap; see lock.ts
 *     START    first byte of the region
 *     SIZE     bytes from mem_malloc_start to mem_malloc_end
 *     BRK      bytes from mem_malloc_start to mem_malloc_brk
 *     MAPPED   bytes in M
 *
 * The header has a view of its own, which stays valid when M is replaced because the heap grows.
 */
import { IS_64BIT, SYS_MALLOC_ATTACH, SYS_MALLOC_LOCK } from '../options/options.ts';

/** The words of the header. */
export let header: Int32Array;

const MAGIC = 0;
export const LOCK = 1;
export const START = 2;
export const SIZE = 3;
export const BRK = 4;
export const MAPPED = 5;

/** Words of the header, a multiple of the chunk alignment. */
const HEADER_WORDS = !SYS_MALLOC_ATTACH ? 0 : IS_64BIT ? 8 : 6;
export const HEADER_SIZE = HEADER_WORDS * 4;

/**
 * Address of the static data in a region that starts at byte `start`, a multiple of `align`.
 * @inline
 */
export function state_address(start: number, align: number): number {
  return start + ((-start & (align - 1)) + HEADER_SIZE);
}

/** The header at byte `at`, a multiple of 4. @inline */
export function header_at(buffer: ArrayBufferLike, at: number): Int32Array {
  return new Int32Array(buffer, at, HEADER_WORDS);
}

/** @inline */
export function set_header(words: Int32Array): void {
  header = words;
}

/** Whether this is the header of a complete heap that this variant can read. @inline */
export function is_heap(words: Int32Array, magic: number): boolean {
  return (SYS_MALLOC_LOCK ? Atomics.load(words, MAGIC) : words[MAGIC]) === magic;
}

/** Starts a header. Until it is complete, the heap cannot be opened. @inline */
export function begin_header(buffer: ArrayBufferLike, at: number): void {
  set_header(header_at(buffer, at));
  header.fill(0);
}

/** Completes the header, so that the heap can be opened. @inline */
export function complete_header(start: number, magic: number): void {
  header[START] = start;
  if (SYS_MALLOC_LOCK) Atomics.store(header, MAGIC, magic);
  else header[MAGIC] = magic;
}
