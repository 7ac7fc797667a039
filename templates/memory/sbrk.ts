import { M, buffer_of, mapped } from './memory.ts';
import { CONFIG_VAL } from '../options/config.ts';
import { MORECORE_CANNOT_TRIM, SIMPLE_SYSALLOC, SYS_MALLOC_GROW } from '../options/options.ts';
import { mem_malloc_brk, mem_malloc_end, mem_malloc_start, set_break, set_brk } from './pool.ts';
import { remap } from './remap.ts';
import type { WideMemory } from '../options/types.ts';

/** What morecore returns if there is no more memory. */
export const MORECORE_FAILURE = -1;

/** Bytes of a page of WebAssembly. */
const WASM_PAGE = 65536;

/** The memory grows to multiples of this number of bytes, because each growth takes long. */
const GROW_STEP = CONFIG_VAL('SYS_MALLOC_GROW_STEP');

/**
 * U-Boot's sbrk(): moves mem_malloc_brk by `increment` bytes within the pool. Memory that is released
 * is cleared.
 * @returns the old break, or MORECORE_FAILURE
 */
export function sbrk(increment: number): number {
  const old = mem_malloc_brk;
  const brk = old + increment;
  if (brk > mem_malloc_end) return SYS_MALLOC_GROW ? grow_pool(increment) : MORECORE_FAILURE;
  if (brk < mem_malloc_start) return MORECORE_FAILURE;
  set_brk(brk);
  if (!(SIMPLE_SYSALLOC && MORECORE_CANNOT_TRIM) && increment < 0) {
    new Uint8Array(M.buffer, brk, -increment).fill(0);
    if (SYS_MALLOC_GROW) shrink_memory();
  }
  return old;
}

/** Lets the memory grow by what sbrk() needs beyond the pool. */
function grow_pool(increment: number): number {
  const length = buffer_of(mapped).byteLength;
  let base = mem_malloc_brk;
  if (length !== mem_malloc_end) {
    // The bytes after the pool belong to someone else.
    if (SIMPLE_SYSALLOC) return MORECORE_FAILURE;
    base = length;
  }
  const brk = base + increment;
  if (brk >= 2 ** 32 || !grow_memory(brk - length)) return MORECORE_FAILURE;
  set_break(Math.min(buffer_of(mapped).byteLength, 2 ** 32 - 1), brk);
  remap();
  return base;
}

/**
 * Lets the memory grow by at least `bytes`; returns false if that fails. Its maximum may not be a multiple of
 * the step. The length of the buffer of a WebAssembly.Memory is a multiple of a page.
 */
function grow_memory(bytes: number): boolean {
  const length = buffer_of(mapped).byteLength + bytes;
  return (
    grow_to(round_up(length, GROW_STEP)) || grow_to(length) || grow_to(round_up(length, WASM_PAGE))
  );
}

function round_up(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}

/** Makes the memory `length` bytes long; returns false if that fails. */
function grow_to(length: number): boolean {
  const buffer = buffer_of(mapped);
  try {
    if (buffer !== mapped) {
      const pages = Math.ceil((length - buffer.byteLength) / WASM_PAGE);
      try {
        (mapped as WebAssembly.Memory).grow(pages);
      } catch {
        (mapped as unknown as WideMemory).grow(BigInt(pages));
      }
    } else if ('grow' in buffer) buffer.grow(length);
    else buffer.resize(length);
    return true;
  } catch {
    return false;
  }
}

/** Shrinks a resizable ArrayBuffer that ends with the pool. */
function shrink_memory(): void {
  const buffer = mapped as ArrayBuffer;
  const length = round_up(mem_malloc_brk, GROW_STEP);
  if (buffer.resizable && buffer.byteLength === mem_malloc_end && length < mem_malloc_end) {
    // The buffer of a WebAssembly.Memory cannot shrink.
    if (grow_to(length)) {
      set_break(length, mem_malloc_brk);
      remap();
    }
  }
}
