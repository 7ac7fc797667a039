/*
 * The traffic log: a circular buffer of entries, outside the heap. Entry n, counted from 0, is at n %
 * MCHECK_LOG_SIZE; `total` is the number of entries that were ever recorded.
 */
import { CONFIG_VAL } from '../options/config.ts';
import { MCHECK_BACKTRACE } from '../options/options.ts';
import type { Mem } from '../options/types.ts';
import { forget_stacks } from './seen_stacks.ts';

/** Type of an entry of the log: malloc() or calloc(). */
export const MLOG_ALLOC = 0;
/** Type of an entry of the log: free(). */
export const MLOG_FREE = 1;
/** Type of an entry of the log: realloc() of a block. */
export const MLOG_REALLOC = 2;
/** Type of an entry of the log: memalign(). */
export const MLOG_MEMALIGN = 3;

/** Room for the caller in an entry: one more than its maximum length. */
export const MLOG_CALLER_LEN = 128;

/** A call in the log. */
export interface MlogEntry {
  /** MLOG_ALLOC, MLOG_FREE, MLOG_REALLOC or MLOG_MEMALIGN. */
  readonly type: number;
  /** The block that the call returned or freed. */
  readonly ptr: Mem;
  /** Bytes that were requested; 0 for free(). */
  readonly size: number;
  /** For realloc(), the bytes that were requested before; otherwise 0. */
  readonly old_size: number;
  /** The functions that made the call; '' if unknown. */
  readonly caller: string;
}

/** What malloc_log_info() returns. */
export interface MlogInfo {
  /** Entries in the log. */
  entry_count: number;
  /** Maximum number of entries: MCHECK_LOG_SIZE. */
  max_entries: number;
  /** Entries that were recorded, including those that were overwritten. */
  total_count: number;
}

let ring: MlogEntry[] | null = null;
let total = 0;
let enabled = false;

/** Empties the log, and starts to record calls. */
export function malloc_log_start(): void {
  ring = [];
  total = 0;
  enabled = true;
  forget_texts();
}

/** Stops recording. The entries stay until the log is started again. */
export function malloc_log_stop(): void {
  enabled = false;
  forget_texts();
}

/** Callers in the log are longer than those in headers. */
function forget_texts(): void {
  if (MCHECK_BACKTRACE) forget_stacks();
}

/** @inline */
export function is_logging(): boolean {
  return enabled;
}

export function record(
  type: number,
  ptr: Mem,
  size: number,
  old_size: number,
  caller: string,
): void {
  if (!enabled || ring === null) return;
  ring[total % CONFIG_VAL('MCHECK_LOG_SIZE')] = { type, ptr, size, old_size, caller };
  total += 1;
}

/** The number of entries; null if the log was never started. */
export function malloc_log_info(): MlogInfo | null {
  if (ring === null) return null;
  return {
    entry_count: ring.length,
    max_entries: CONFIG_VAL('MCHECK_LOG_SIZE'),
    total_count: total,
  };
}

/**
 * An entry of the log. Entry 0 is the oldest one in the log; null if there is no entry with this index.
 */
export function malloc_log_entry(index: number): MlogEntry | null {
  if (ring === null || !(index >= 0 && index < ring.length)) return null;
  return ring[(total - ring.length + index) % CONFIG_VAL('MCHECK_LOG_SIZE')] ?? null;
}
