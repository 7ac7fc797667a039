import { print_line } from '../host/print.ts';
import { lock, unlock } from '../memory/lock.ts';
import type { Mem } from '../options/types.ts';
import { check_block } from './check.ts';
import { follow_blocks } from './adopt.ts';
import { block_count, for_each_block, mcheck_count_max } from './registry.ts';
import {
  MCHECK_DISABLED,
  MCHECK_FREE,
  MCHECK_HEAD,
  MCHECK_OK,
  MCHECK_TAIL,
  type McheckStatus,
} from './status.ts';

/** Called with the status and the address of a damaged block. If it returns, the program continues. */
export type McheckAbort = (status: McheckStatus, mem: Mem) => void;

let abortfunc: McheckAbort = print_abort;
let pedantic = false;
let disabled = false;

function print_abort(status: McheckStatus, mem: Mem): void {
  const at = `mcheck: ${mem.toString(16)}`;
  const blocks = `[${mcheck_count_max()}]`;
  if (status === MCHECK_FREE) print_line(`${at}: block freed twice ${blocks}`);
  if (status === MCHECK_HEAD) print_line(`${at}: memory written before the block ${blocks}`);
  if (status === MCHECK_TAIL)
    print_line(`${at}: memory written past the end of the block ${blocks}`);
}

/**
 * Checks blocks when they are freed or reallocated. This is also the initial mode.
 * @param func is called for each damaged block; it can throw to stop the program. By default, a line is
 *   printed and the program continues.
 * @returns 0
 */
export function mcheck(func: McheckAbort | null = null): number {
  abortfunc = func ?? print_abort;
  pedantic = false;
  return 0;
}

/**
 * Checks all blocks at each call, which takes time in proportion to their number.
 * @param func as for mcheck()
 * @returns 0
 */
export function mcheck_pedantic(func: McheckAbort | null = null): number {
  abortfunc = func ?? print_abort;
  pedantic = true;
  return 0;
}

/** Checks all blocks now. */
export function mcheck_check_all(): void {
  lock();
  try {
    follow_blocks();
    for_each_block(probe);
  } finally {
    unlock();
  }
}

/** The number of blocks that are protected now. */
export function malloc_mcheck_count(): number {
  lock();
  try {
    follow_blocks();
    return block_count();
  } finally {
    unlock();
  }
}

/**
 * Checks one block, and calls the abort function if it is damaged.
 * @returns the status of the block; MCHECK_DISABLED after mcheck_set_disabled(true)
 */
export function mprobe(mem: Mem): McheckStatus {
  if (disabled) return MCHECK_DISABLED;
  lock();
  try {
    return probe(mem);
  } finally {
    unlock();
  }
}

/**
 * Disables or enables mcheck. While it is disabled, new blocks are not protected and nothing is
 * checked. Blocks from before can be freed. Blocks that are allocated meanwhile must be freed before
 * mcheck is enabled again.
 */
export function mcheck_set_disabled(value: boolean): void {
  disabled = value;
}

/** @inline */
export function is_disabled(): boolean {
  return disabled;
}

/** Checks a block, and calls the abort function if it is damaged. */
export function probe(mem: Mem): McheckStatus {
  const status = check_block(mem);
  if (status !== MCHECK_OK) abortfunc(status, mem);
  return status;
}

/** Checks all blocks if mcheck_pedantic() was called. */
export function check_pedantic(): void {
  if (pedantic) mcheck_check_all();
}
