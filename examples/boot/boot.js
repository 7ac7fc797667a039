/*
 * Boots TPL, VPL, SPL and U-Boot proper in one memory, each with its own allocator.
 */
import { writeSlot } from './flash.js';
import { MEMORY_SIZE, SLOTS } from './memory-map.js';
import { runSpl } from './phases/spl.js';
import { runTpl } from './phases/tpl.js';
import { runUboot } from './phases/u-boot.js';
import { runVpl } from './phases/vpl.js';

const hex = (n) => `0x${n.toString(16)}`;

const memory = new ArrayBuffer(MEMORY_SIZE);
writeSlot(memory, SLOTS[0], 'root=/dev/mmcblk0p1 console=ttyS0 first image');
writeSlot(memory, SLOTS[1], 'root=/dev/mmcblk0p2 console=ttyS0 second image');
new Uint8Array(memory, SLOTS[0])[20] ^= 1; // The first image is damaged.

/** The C string at an address: it ends before the first byte that is 0. */
function stringAt(address) {
  const bytes = new Uint8Array(memory, address);
  return new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0)));
}

const tpl = runTpl(memory);
console.log(`TPL     lists ${SLOTS.length} slots at ${hex(tpl.handoff)}`);

const vpl = runVpl(memory, tpl.handoff);
console.log(`VPL     found an intact image, listed at ${hex(vpl.handoff)}`);

const spl = runSpl(memory, vpl.handoff);
console.log(
  `SPL     started at ${hex(spl.early)}, then loaded the image at ${hex(spl.loaded)} of its heap`,
);

const uboot = runUboot(memory, spl.handoff);
console.log(
  `U-Boot  started at ${hex(uboot.early)}, and has bi_boot_params at ${hex(uboot.heap)} of its heap`,
);
console.log(`        ${stringAt(uboot.bi_boot_params)}`);
console.log(`        ${uboot.inUse} bytes in use\n`);

console.log('gd      malloc_base  malloc_limit  malloc_ptr  flags');
for (const [phase, { gd }] of Object.entries({ tpl, vpl, spl, 'u-boot': uboot })) {
  const { malloc_base, malloc_limit, malloc_ptr, flags } = gd;
  console.log(
    phase.padEnd(6),
    ...[
      [malloc_base, 12],
      [malloc_limit, 13],
      [malloc_ptr, 11],
      [flags, 6],
    ].map(([value, width]) => hex(value).padStart(width)),
  );
}
