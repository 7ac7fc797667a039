/*
 * When a memory grows, M does not include the new bytes. A WebAssembly.Memory gets a new buffer, and M
 * becomes empty.
 */
import { M, block_0, buffer_of, map_words, mapped } from './memory.ts';
import { SIZE_T_SIZE } from './size_t.ts';
import { gm } from './gm.ts';
import { SIMPLE_SYSALLOC, SYS_MALLOC_ATTACH, SYS_MALLOC_GROW } from '../options/options.ts';
import { mem_malloc_end } from './pool.ts';
import { HEADER_SIZE, header, header_at, set_header } from './header.ts';

/**
 * Whether the buffer of the view is detached. An access is checked in any case, so this takes no time. The
 * length of the view does not tell: V8 up to 12.4 may still read the old one in optimised code that has
 * met a resizable buffer. @inline
 */
function is_detached(view: Int32Array): boolean {
  return view[0] === undefined;
}

/** Makes M a view of the memory again after a function of the user, which may have let it grow. */
export function remap_if_detached(): void {
  if (is_detached(M)) remap();
}

/** Makes M a view of the memory as it is now. */
export function remap(): void {
  const buffer = buffer_of(mapped);
  if (SIMPLE_SYSALLOC) map_words(buffer, block_0 - SIZE_T_SIZE, mem_malloc_end);
  else map_words(buffer, 0, Math.min(buffer.byteLength, 2 ** 32 - 1));
  if (SYS_MALLOC_ATTACH && is_detached(header)) {
    set_header(header_at(buffer, M.byteOffset + gm() * 4 - HEADER_SIZE));
  }
}

/** Finds the memory again if it has grown since the last call. @inline */
export function follow_memory(): void {
  // Before there is a heap, there is no M.
  if (SYS_MALLOC_GROW && (M as Int32Array | undefined) !== undefined && is_detached(M)) remap();
}

/**
 * Extends M to byte `end`, if it is shorter.
 * @throws RangeError if the memory ends before
 */
export function extend_map(end: number): void {
  if (end <= M.length * 4) return;
  const buffer = buffer_of(mapped);
  if (end > buffer.byteLength) throw new RangeError('the memory ends before what the system gave');
  map_words(buffer, 0, end);
}
