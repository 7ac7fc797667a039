import { CONFIG_VAL } from '../options/config.ts';
import { malloc } from '../calls/malloc.ts';
import type { Mem } from '../options/types.ts';

/** The part of U-Boot's board info that malloc() fills in. */
export interface BoardInfo {
  /** Address of the boot parameters; 0 until their buffer is allocated. */
  bi_boot_params: Mem;
}

/** The board info that U-Boot keeps as gd->bd. */
export const bd: BoardInfo = { bi_boot_params: 0 };

/** Error number of C: out of memory. */
const ENOMEM = 12;

/**
 * Allocates the buffer for the boot parameters and stores its address in bd.bi_boot_params. U-Boot
 * proper calls it after initr_malloc().
 * @returns 0, or -12 (-ENOMEM) if there is no room; bi_boot_params is then 0
 */
export function initr_malloc_bootparams(): number {
  bd.bi_boot_params = malloc(CONFIG_VAL('SYS_BOOTPARAMS_LEN'));
  return bd.bi_boot_params === 0 ? -ENOMEM : 0;
}
