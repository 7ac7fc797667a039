/*
 * The calls of the allocator for blocks with a header. `entry` is the function that the user called:
 * the backtrace starts at its caller.
 */
import { VERSION } from '../allocator/version.ts';
import { SIZE_T_WORDS, mem2chunk } from '../chunk/chunk.ts';
import { MAX_REQUEST } from '../allocator/dlmalloc-2.8.6/request.ts';
import { M } from '../memory/memory.ts';
import { MCHECK_LOG, SYS_MALLOC_F } from '../options/options.ts';
import { size_t } from '../memory/size_t.ts';
import { is_simple_block } from '../allocator/simple/malloc_simple.ts';
import type { Mem } from '../options/types.ts';
import { backtrace, type Entry } from './backtrace.ts';
import { is_protected } from './check.ts';
import {
  CANARY,
  HDR_SIZE,
  HDR_WORDS,
  MAGICFREE_HIGH,
  MAGICFREE_LOW,
  MAGICWORD_HIGH,
  MAGICWORD_LOW,
  TAIL_SIZE,
  base_of,
  header_of,
  padded_size,
  prefix_size,
  protect,
  set_magic,
  size_of,
  unprotect,
} from './header.ts';
import { MLOG_ALLOC, MLOG_FREE, MLOG_MEMALIGN, MLOG_REALLOC, is_logging, record } from './log.ts';
import { check_pedantic, is_disabled, probe } from './mcheck.ts';
import { register, unregister } from './registry.ts';
import { MCHECK_FREE, MCHECK_HEAD } from './status.ts';

/** The size of the request to dlmalloc; MAX_REQUEST, which dlmalloc refuses, if that is too large. */
export function full_size(prefix: number, bytes: number): number {
  const size = size_t(bytes);
  if (!(size < MAX_REQUEST)) return MAX_REQUEST;
  return Math.min(prefix + padded_size(size) + TAIL_SIZE, MAX_REQUEST);
}

/** Turns a new block of dlmalloc into a block of the user. 0 stays 0. */
function hand_out(
  type: number,
  base: Mem,
  aln_skip: number,
  bytes: number,
  caller: string,
  flood: boolean,
): Mem {
  if (base === 0) return 0;
  const size = size_t(bytes) >>> 0;
  const mem = protect(base, aln_skip, size, caller, flood);
  register(mem);
  if (MCHECK_LOG) record(type, mem, size, 0, caller);
  return mem;
}

export function mcheck_malloc(bytes: number, entry: Entry): Mem {
  if (is_disabled()) return VERSION.malloc(bytes);
  const caller = backtrace(entry);
  check_pedantic();
  const base = VERSION.malloc(full_size(HDR_SIZE, bytes));
  return hand_out(MLOG_ALLOC, base, 0, bytes, caller, true);
}

export function mcheck_calloc(n_elements: number, elem_size: number, entry: Entry): Mem {
  if (is_disabled()) return VERSION.calloc(n_elements, elem_size);
  const bytes = size_t(n_elements) * size_t(elem_size);
  const caller = backtrace(entry);
  check_pedantic();
  const base = VERSION.calloc(1, bytes < MAX_REQUEST ? full_size(HDR_SIZE, bytes) : MAX_REQUEST);
  return hand_out(MLOG_ALLOC, base, 0, bytes, caller, false);
}

export function mcheck_memalign(alignment: number, bytes: number, entry: Entry): Mem {
  if (is_disabled()) return VERSION.memalign(alignment, bytes);
  const caller = backtrace(entry);
  check_pedantic();
  const align = Math.min(Math.max(size_t(alignment) || 1, 1), 2 ** 32);
  const prefix = prefix_size(align);
  const base = VERSION.memalign(align, full_size(prefix, bytes));
  return hand_out(MLOG_MEMALIGN, base, prefix - HDR_SIZE, bytes, caller, true);
}

/** Frees a block. If its header is damaged, it stays allocated. */
export function mcheck_free(mem: Mem, entry: Entry): void {
  if (is_disabled() && !is_protected(mem)) {
    VERSION.free(mem);
    return;
  }
  if (MCHECK_LOG && is_logging()) record(MLOG_FREE, mem, 0, 0, backtrace(entry));
  check_pedantic();
  VERSION.free(mem !== 0 && may_free(mem) ? release(mem) : 0);
}

/** Whether it is a block with a sound header. */
function may_free(mem: Mem): boolean {
  // Blocks of malloc_simple() have no header, and are never freed.
  if (SYS_MALLOC_F && !is_protected(mem) && is_simple_block(mem)) return false;
  return has_sound_header(mem);
}

/** Checks a block. @returns whether its header is sound */
export function has_sound_header(mem: Mem): boolean {
  const status = probe(mem);
  return status !== MCHECK_FREE && status !== MCHECK_HEAD;
}

/** @returns the block of dlmalloc that held the user's block */
function release(mem: Mem): Mem {
  unregister(mem);
  unprotect(mem);
  return base_of(mem);
}

export function mcheck_realloc(oldmem: Mem, bytes: number, entry: Entry): Mem {
  if (oldmem === 0) return +mcheck_malloc(bytes, entry);
  if (is_disabled() && !is_protected(oldmem)) return VERSION.realloc(oldmem, bytes);
  const caller = backtrace(entry);
  check_pedantic();
  if (!has_sound_header(oldmem)) return 0;
  const old_size = size_of(header_of(oldmem));
  const base = resize(oldmem, full_size(HDR_SIZE, bytes));
  if (base === 0) return 0;
  unregister(oldmem);
  const size = size_t(bytes) >>> 0;
  const mem = protect(base, 0, size, caller, false);
  register(mem);
  if (MCHECK_LOG) record(MLOG_REALLOC, mem, size, old_size, caller);
  return mem;
}

/**
 * Reallocates the block of dlmalloc that holds `mem`, with the user's bytes HDR_SIZE after its start.
 * If that fails, nothing has changed.
 */
function resize(mem: Mem, full: number): Mem {
  const h = header_of(mem);
  const base = base_of(mem);
  const first = mem2chunk(base) + SIZE_T_WORDS;
  const end = h + HDR_WORDS + (padded_size(size_of(h)) >>> 2);
  const aligned = first !== h;
  // The block may shrink, so its bytes move first.
  const before = M.slice(first, aligned ? end : first);
  set_magic(h + CANARY, MAGICFREE_LOW, MAGICFREE_HIGH);
  if (aligned) M.copyWithin(first + HDR_WORDS, h + HDR_WORDS, end);
  let moved = 0;
  try {
    moved = VERSION.realloc(base, full);
  } finally {
    if (moved === 0) {
      if (aligned) M.set(before, first);
      else set_magic(h + CANARY, MAGICWORD_LOW, MAGICWORD_HIGH);
    }
  }
  return moved;
}
