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

/** Gets what is wrong, and the block. When it returns, the program goes on. */
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
 * Has blocks checked when they are freed and reallocated, as they are from the start.
 * @param func is told of each block that is not sound; throw there to stop the program at once.
 *   Without it a line is printed, and the program goes on
 * @returns 0
 */
export function mcheck(func: McheckAbort | null = null): number {
  abortfunc = func ?? print_abort;
  pedantic = false;
  return 0;
}

/**
 * Has all blocks checked at each call, which takes time in proportion to their number.
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

/** How many blocks are protected now. */
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
 * Checks one block, and tells the abort function of it if it is not sound.
 * @returns MCHECK_OK or what is wrong; MCHECK_DISABLED after mcheck_set_disabled(true)
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
 * While mcheck is disabled, new blocks are not protected, and nothing is checked. Blocks from before
 * can be freed; those of now must be freed before mcheck is enabled again.
 */
export function mcheck_set_disabled(value: boolean): void {
  disabled = value;
}

/** @inline */
export function is_disabled(): boolean {
  return disabled;
}

/** Checks a block, and tells the abort function of it if it is not sound. */
export function probe(mem: Mem): McheckStatus {
  const status = check_block(mem);
  if (status !== MCHECK_OK) abortfunc(status, mem);
  return status;
}

/** Checks all blocks if that was asked for. */
export function check_pedantic(): void {
  if (pedantic) mcheck_check_all();
}
