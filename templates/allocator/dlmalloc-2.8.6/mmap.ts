import { M } from '../../memory/memory.ts';
import { remap } from '../../memory/remap.ts';
import { PAGE_SIZE } from './mparams.ts';

/**
 * Maps so many bytes, a multiple of 4096, anywhere in the memory, and returns the first one, a multiple
 * of 4096 too; -1 is failure. As with the system's mmap(), all of them are the heap's from now on.
 */
export type Mmap = (length: number) => number;

/**
 * Gives `length` bytes from byte `address` back, both multiples of 4096: what was mapped in one call, a
 * part of it, or neighbours at once. 0 is success; after anything else the heap keeps the memory.
 */
export type Munmap = (address: number, length: number) => number;

/** What mmap() and munmap() return when they cannot. */
const MFAIL = -1;

function fail(): number {
  return MFAIL;
}

let mmap: Mmap = fail;
let munmap: Munmap = fail;

/**
 * Lets the heap get large blocks, and memory where there is none from sbrk(), from `map`, and give it
 * back to `unmap`. Without both, or after null, nothing can be mapped.
 */
export function set_mmap(map: Mmap | null, unmap: Munmap | null): void {
  mmap = map ?? fail;
  munmap = unmap ?? fail;
}

/**
 * @returns the first byte, or MFAIL
 * @throws RangeError if the user's function returns what is no page
 */
export function call_mmap(length: number): number {
  const base = mmap(length);
  if (M.length === 0) remap();
  if (base !== MFAIL && base % PAGE_SIZE !== 0) throw new RangeError('mmap() returned no page');
  return base;
}

/** 0 if the memory was given back. */
export function call_munmap(address: number, length: number): number {
  const result = munmap(address, length);
  if (M.length === 0) remap();
  return result;
}
