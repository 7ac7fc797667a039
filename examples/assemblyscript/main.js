import { readFileSync } from 'node:fs';
import { free, initr_malloc, malloc } from './heap.defconfig';

const wasm = readFileSync(new URL('./list.wasm', import.meta.url));
const { instance } = await WebAssembly.instantiate(wasm, {
  list: { malloc, free },
  env: { abort: () => process.exit(1) },
});
const { create, destroy, heapBase, memory, sum } = instance.exports;

// The heap is what the compiler leaves free of the module's memory, and grows with it.
initr_malloc(memory, heapBase(), memory.buffer.byteLength - heapBase());

const list = create(10_000);
console.log(sum(list) | 0, memory.buffer.byteLength);

destroy(list);
console.log(create(10_000) === list, memory.buffer.byteLength);
