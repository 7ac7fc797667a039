import * as spl from '../out/sandbox_vpl_boot/spl/malloc.js';
import { handedOver, handOver } from '../handoff.js';
import { POOL } from '../memory-map.js';

/** The flash is read in pieces of so many bytes. */
const PIECE = 16;

/**
 * SPL begins with a simple pool in SRAM. Once DRAM works board_init_r() sets up the full pool: the same
 * malloc() takes from there now, realloc() moves blocks, and free() frees them.
 */
export function runSpl(memory, fromVpl) {
  spl.initf_malloc(memory, POOL.spl);
  const early = spl.malloc(100);

  spl.board_init_r(memory);
  const image = handedOver(memory, fromVpl);
  let loaded = 0;
  for (let at = 0; at < image.length; at += PIECE) {
    loaded = spl.realloc(loaded, at + PIECE);
    new Uint8Array(memory, loaded + at).set(image.subarray(at, at + PIECE));
    // Something else wants memory meanwhile, so that the image must move sometimes.
    spl.free(spl.malloc(200));
  }
  const handoff = handOver(memory, spl.malloc, loaded, image.length);
  return { gd: spl.gd, handoff, early, loaded: loaded - spl.mem_malloc_start };
}
