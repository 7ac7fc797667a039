import { CONFIG_VAL } from '../options/config.ts';
import { malloc } from '../calls/malloc.ts';
import type { Mem } from '../options/types.ts';

/** U-Boot's board info, as far as malloc() fills it in. */
export interface BoardInfo {
  /** Where this board expects the boot parameters; 0 until there is a buffer for them. */
  bi_boot_params: Mem;
}

/** The board info that U-Boot keeps as gd->bd. */
export const bd: BoardInfo = { bi_boot_params: 0 };

/** Error number of C: out of memory. */
const ENOMEM = 12;

/**
 * Allocates the buffer for the boot parameters and puts its address into bd.bi_boot_params. U-Boot
 * proper does so after initr_malloc().
 * @returns 0, or -12 (-ENOMEM) when there is no room: then bi_boot_params is 0
 */
export function initr_malloc_bootparams(): number {
  bd.bi_boot_params = malloc(CONFIG_VAL('SYS_BOOTPARAMS_LEN'));
  return bd.bi_boot_params === 0 ? -ENOMEM : 0;
}
