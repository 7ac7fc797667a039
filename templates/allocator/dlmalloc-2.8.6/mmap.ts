import { remap_if_detached } from '../../memory/remap.ts';
import { PAGE_SIZE } from './mparams.ts';

/**
 * Maps `length` bytes, a multiple of 4096, anywhere in the memory. Returns the address of the first
 * byte, also a multiple of 4096, or -1 on failure. As with the system's mmap(), the bytes then belong
 * to the heap.
 */
export type Mmap = (length: number) => number;

/**
 * Unmaps `length` bytes from byte `address`, both multiples of 4096: the bytes of one call of mmap(), a
 * part of them, or those of several calls that are neighbours. Returns 0 on success; otherwise the heap
 * keeps the memory.
 */
export type Munmap = (address: number, length: number) => number;

/** What mmap() and munmap() return on failure. */
const MFAIL = -1;

function fail(): number {
  return MFAIL;
}

let mmap: Mmap = fail;
let munmap: Munmap = fail;

/**
 * Sets the functions that map and unmap memory. The heap maps large blocks, and any memory that sbrk()
 * does not have. Until they are set, and with null, nothing can be mapped.
 */
export function set_mmap(map: Mmap | null, unmap: Munmap | null): void {
  mmap = map ?? fail;
  munmap = unmap ?? fail;
}

/**
 * @returns the address of the first byte, or MFAIL
 * @throws RangeError if the user's function does not return a multiple of a page
 */
export function call_mmap(length: number): number {
  const base = mmap(length);
  remap_if_detached();
  if (base !== MFAIL && base % PAGE_SIZE !== 0) throw new RangeError('mmap() returned no page');
  return base;
}

/** @returns 0 if the memory was unmapped */
export function call_munmap(address: number, length: number): number {
  const result = munmap(address, length);
  remap_if_detached();
  return result;
}
