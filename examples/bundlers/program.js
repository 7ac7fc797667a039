import { free, initr_malloc, malloc } from './heap.defconfig';

const memory = new ArrayBuffer(1 << 17);
initr_malloc(memory, 0);

const first = malloc(100);
const second = malloc(200);
free(first);
console.log(first, second, malloc(90));
