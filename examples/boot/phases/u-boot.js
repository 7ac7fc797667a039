import * as uboot from '../out/sandbox_vpl_boot/u-boot/malloc.js';
import { handedOver } from '../handoff.js';
import { MEMORY_SIZE, POOL } from '../memory-map.js';

const SYS_MALLOC_LEN = 0x400000;

/**
 * U-Boot proper has a simple pool until it has moved to the top of the memory. Then initr_malloc() sets up
 * the heap, and initr_malloc_bootparams() allocates the block for the boot parameters.
 */
export function runUboot(memory, fromSpl) {
  uboot.initf_malloc(memory, POOL['u-boot']);
  const early = uboot.calloc(4, 25);

  uboot.initr_malloc(memory, MEMORY_SIZE - SYS_MALLOC_LEN);
  if (uboot.initr_malloc_bootparams() !== 0) throw new Error('no room for the boot parameters');
  const { bi_boot_params } = uboot.bd;
  new Uint8Array(memory, bi_boot_params).set(handedOver(memory, fromSpl));
  return {
    gd: uboot.gd,
    early,
    bi_boot_params,
    heap: bi_boot_params - uboot.mem_malloc_start,
    inUse: uboot.mallinfo().uordblks,
  };
}
