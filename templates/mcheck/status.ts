/**
 * Status that mprobe() returns: mcheck is disabled. Values of the status as in U-Boot and the C
 * library.
 */
export const MCHECK_DISABLED = -1;
/** The block is sound. */
export const MCHECK_OK = 0;
/** The block was freed before. */
export const MCHECK_FREE = 1;
/** Memory before the block was overwritten. */
export const MCHECK_HEAD = 2;
/** Memory after the end of the block was overwritten. */
export const MCHECK_TAIL = 3;

/** One of MCHECK_DISABLED, MCHECK_OK, MCHECK_FREE, MCHECK_HEAD and MCHECK_TAIL. */
export type McheckStatus = -1 | 0 | 1 | 2 | 3;
