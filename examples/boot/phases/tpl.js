import * as tpl from '../out/sandbox_vpl_boot/tpl/malloc.js';
import { handOver } from '../handoff.js';
import { POOL, SLOTS } from '../memory-map.js';

/**
 * TPL has only simple malloc(): a few bytes of SRAM that are never freed. It passes the addresses of the
 * slots of the flash to VPL.
 */
export function runTpl(memory) {
  tpl.initf_malloc(memory, POOL.tpl);

  const slots = tpl.malloc(4 * SLOTS.length);
  new Uint32Array(memory, slots, SLOTS.length).set(SLOTS);
  return { gd: tpl.gd, handoff: handOver(memory, tpl.malloc, slots, 4 * SLOTS.length) };
}
