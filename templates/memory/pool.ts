import { M, buffer_of, mapped } from './memory.ts';
import { MORECORE_CANNOT_TRIM, SIMPLE_SYSALLOC, SYS_MALLOC_GROW } from '../options/options.ts';
import { remap } from './remap.ts';

/** First byte of the heap: the region's start and MALLOC_STATE_SIZE. */
export let mem_malloc_start = 0;
/** One past the last byte of the region. */
export let mem_malloc_end = 0;
/** Up to here the heap has the memory. */
export let mem_malloc_brk = 0;

/** @inline */
export function set_pool(start: number, end: number): void {
  mem_malloc_start = start;
  mem_malloc_brk = mem_malloc_end = end;
}

/** A pool of which the heap has nothing yet. @inline */
export function set_unused_pool(start: number, end: number): void {
  mem_malloc_brk = mem_malloc_start = start;
  mem_malloc_end = end;
}

/** @inline */
export function set_break(end: number, brk: number): void {
  mem_malloc_end = end;
  mem_malloc_brk = brk;
}

/** What morecore returns when there is no more memory. */
export const MORECORE_FAILURE = -1;

/** Bytes of a page of WebAssembly. */
const WASM_PAGE = 65536;

/**
 * U-Boot's sbrk: moves mem_malloc_brk by `increment` bytes within the pool, which mem_malloc_init()
 * has handed out whole. Memory that is given back is cleared.
 * @returns the old break, or MORECORE_FAILURE
 */
export function sbrk(increment: number): number {
  const old = mem_malloc_brk;
  const brk = old + increment;
  if (brk > mem_malloc_end) return SYS_MALLOC_GROW ? grow_pool(increment) : MORECORE_FAILURE;
  if (brk < mem_malloc_start) return MORECORE_FAILURE;
  mem_malloc_brk = brk;
  if (!(SIMPLE_SYSALLOC && MORECORE_CANNOT_TRIM) && increment < 0) {
    new Uint8Array(M.buffer, brk, -increment).fill(0);
    if (SYS_MALLOC_GROW) shrink_memory();
  }
  return old;
}

/** Goes on in more memory, as far as sbrk() is asked to go beyond the pool. */
function grow_pool(increment: number): number {
  const length = buffer_of(mapped).byteLength;
  let base = mem_malloc_brk;
  if (length !== mem_malloc_end) {
    // What lies behind the pool is somebody else's.
    if (SIMPLE_SYSALLOC) return MORECORE_FAILURE;
    base = length;
  }
  const brk = base + increment;
  if (brk >= 2 ** 32 || !grow_memory(brk - length)) return MORECORE_FAILURE;
  mem_malloc_end = Math.min(buffer_of(mapped).byteLength, 2 ** 32 - 1);
  mem_malloc_brk = brk;
  remap();
  return base;
}

/** Makes the memory longer; false if it cannot be. */
function grow_memory(bytes: number): boolean {
  const buffer = buffer_of(mapped);
  try {
    if (buffer !== mapped) (mapped as WebAssembly.Memory).grow(Math.ceil(bytes / WASM_PAGE));
    else if ('grow' in buffer) buffer.grow(buffer.byteLength + bytes);
    else buffer.resize(buffer.byteLength + bytes);
    return true;
  } catch {
    return false;
  }
}

/** A resizable ArrayBuffer that ends with the pool gets shorter again. */
function shrink_memory(): void {
  const buffer = mapped as ArrayBuffer;
  if (buffer.resizable && buffer.byteLength === mem_malloc_end) {
    buffer.resize(mem_malloc_brk);
    mem_malloc_end = mem_malloc_brk;
    remap();
  }
}
