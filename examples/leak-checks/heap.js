import * as heap from './out/leak_checks/u-boot/malloc.js';

export const memory = new ArrayBuffer(0x10000);
heap.initr_malloc(memory, 0);

export { heap };
