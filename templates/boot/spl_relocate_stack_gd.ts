import { CONFIG_VAL } from '../options/config.ts';
import { use_pool } from '../allocator/simple/malloc_simple.ts';
import type { Mem, Memory } from '../options/types.ts';

const STACK_R_MALLOC_SIMPLE_LEN = CONFIG_VAL('STACK_R_MALLOC_SIMPLE_LEN');
/** There the stack would start, if the pool did not. */
const STACK_R_ADDR = CONFIG_VAL('STACK_R_ADDR');

/** What SPL does once DRAM works, before it goes on with its stack there. */
/**
 * malloc() goes on in an empty pool just above the new stack. The blocks of the first pool stay as
 * they are.
 * @when STACK_R_MALLOC_SIMPLE_LEN > 0
 */
/** The pool of malloc() stays where it is. @when STACK_R_MALLOC_SIMPLE_LEN === 0 */
/** @returns the address from which the new stack grows down */
/**
 * @throws RangeError if the new pool does not lie in `memory`: then the old one stays
 * @when STACK_R_MALLOC_SIMPLE_LEN > 0
 */
export function spl_relocate_stack_gd(memory: Memory): Mem {
  const stack = STACK_R_ADDR - STACK_R_MALLOC_SIMPLE_LEN;
  if (STACK_R_MALLOC_SIMPLE_LEN > 0) use_pool(memory, stack, STACK_R_MALLOC_SIMPLE_LEN);
  return stack;
}
