import { CONFIG_IS_ENABLED, CONFIG_VAL } from '../options/config.ts';
import { initr_malloc } from '../calls/malloc.ts';
import type { Memory } from '../options/types.ts';

/** Whether the configuration says where the pool starts: SPL_SYS_MALLOC_START of U-Boot. */
const HAS_MALLOC_START = CONFIG_IS_ENABLED('HAS_MALLOC_START');

/**
 * Sets up the pool of the full malloc(), as SPL does when DRAM works. malloc() uses it from then on.
 */
/**
 * @param start first byte of the pool
 * @when !HAS_MALLOC_START
 */
/**
 * @param start first byte of the pool, if it is not the configured one
 * @when HAS_MALLOC_START
 */
/** @throws RangeError as mem_malloc_init() does */
export function board_init_r(
  memory: Memory,
  start: number = (HAS_MALLOC_START ? CONFIG_VAL('SYS_MALLOC_START') : undefined) as number,
): void {
  initr_malloc(memory, start, CONFIG_VAL('SYS_MALLOC_SIZE'));
}
