import * as spl from '../out/sandbox_vpl_boot/spl/malloc.js';
import { handedOver, handOver } from '../handoff.js';
import { POOL } from '../memory-map.js';

/** Bytes that are read from the flash at a time. */
const PIECE = 16;

/**
 * SPL starts with a simple pool in SRAM. When DRAM works, board_init_r() sets up the full pool. From then
 * on malloc() allocates there, realloc() can move blocks, and free() frees them.
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
    // Another allocation in between makes the image move sometimes.
    spl.free(spl.malloc(200));
  }
  const handoff = handOver(memory, spl.malloc, loaded, image.length);
  return { gd: spl.gd, handoff, early, loaded: loaded - spl.mem_malloc_start };
}
