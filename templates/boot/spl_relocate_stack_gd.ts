import { CONFIG_VAL } from '../options/config.ts';
import { use_pool } from '../allocator/simple/malloc_simple.ts';
import type { Mem, Memory } from '../options/types.ts';

const STACK_R_MALLOC_SIMPLE_LEN = CONFIG_VAL('STACK_R_MALLOC_SIMPLE_LEN');
/** Where the stack would start without the pool. */
const STACK_R_ADDR = CONFIG_VAL('STACK_R_ADDR');

/** Prepares to move the stack to DRAM, as SPL does when DRAM works. */
/**
 * malloc() continues in an empty pool just above the new stack. The blocks of the first pool are
 * unchanged.
 * @when STACK_R_MALLOC_SIMPLE_LEN > 0
 */
/** malloc() keeps its pool. @when STACK_R_MALLOC_SIMPLE_LEN === 0 */
/** @returns the address from which the new stack grows down */
/**
 * @throws RangeError if the new pool is outside `memory`; malloc() then keeps the old pool
 * @when STACK_R_MALLOC_SIMPLE_LEN > 0
 */
export function spl_relocate_stack_gd(memory: Memory): Mem {
  const stack = STACK_R_ADDR - STACK_R_MALLOC_SIMPLE_LEN;
  if (STACK_R_MALLOC_SIMPLE_LEN > 0) use_pool(memory, stack, STACK_R_MALLOC_SIMPLE_LEN);
  return stack;
}
