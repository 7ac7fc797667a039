import * as heap from './leak-checks.defconfig';

export const memory = new ArrayBuffer(0x10000);
heap.initr_malloc(memory, 0);

export { heap };
