/*
 * Where a heap can be opened again, its region begins with a header, in words; malloc_state follows:
 *
 *     MAGIC    tells what made the heap; 0 while it is being made
 *     LOCK     tells who has the heap; see lock.ts
 *     START    first byte of the region
 *     SIZE     bytes from mem_malloc_start to mem_malloc_end
 *     BRK      bytes from mem_malloc_start to mem_malloc_brk
 *     MAPPED   bytes that M sees
 *
 * It has a view of its own, which stays when M is replaced because the heap goes on in more memory.
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

/** Words of the header: a multiple of the chunk alignment. */
const HEADER_WORDS = !SYS_MALLOC_ATTACH ? 0 : IS_64BIT ? 8 : 6;
export const HEADER_SIZE = HEADER_WORDS * 4;

/** Where static data lie in a region that starts at byte `start`, at a multiple of `align`. @inline */
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

/** Is this the header of a heap that is complete, and that this variant can read? @inline */
export function is_heap(words: Int32Array, magic: number): boolean {
  return (SYS_MALLOC_LOCK ? Atomics.load(words, MAGIC) : words[MAGIC]) === magic;
}

/** What is being made cannot be opened. @inline */
export function begin_header(buffer: ArrayBufferLike, at: number): void {
  set_header(header_at(buffer, at));
  header.fill(0);
}

/** From now on the heap can be opened. @inline */
export function complete_header(start: number, magic: number): void {
  header[START] = start;
  if (SYS_MALLOC_LOCK) Atomics.store(header, MAGIC, magic);
  else header[MAGIC] = magic;
}
