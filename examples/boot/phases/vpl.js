import * as vpl from '../out/sandbox_vpl_boot/vpl/malloc.js';
import { imageOf } from '../flash.js';
import { handedOver, handOver } from '../handoff.js';
import { POOL } from '../memory-map.js';

/**
 * VPL has simple malloc() like TPL, with its own pool and gd, so the blocks of TPL stay as they are. It
 * looks for the first image that is intact.
 */
export function runVpl(memory, fromTpl) {
  vpl.initf_malloc(memory, POOL.vpl);

  const { buffer, byteOffset, byteLength } = handedOver(memory, fromTpl);
  const slots = new Uint32Array(buffer, byteOffset, byteLength / 4);
  const image = [...slots].map((slot) => imageOf(memory, slot)).find((found) => found);
  if (image === undefined) throw new Error('no slot of the flash holds an intact image');
  return {
    gd: vpl.gd,
    handoff: handOver(memory, vpl.malloc, image.byteOffset, image.byteLength),
  };
}
