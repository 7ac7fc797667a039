// What must work in every runtime, with the package as it was built.
import { deepStrictEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { free, malloc, mem_malloc_init } from 'mallocgen/default';
import { generateModule } from 'mallocgen';

mem_malloc_init(new ArrayBuffer(1 << 16), 0, 1 << 16);
const mem = malloc(100);
free(mem);
deepStrictEqual(malloc(100), mem);

const { js } = await generateModule({ defconfig: 'small_defconfig' });
deepStrictEqual(js, readFileSync('out/small/u-boot/malloc.js', 'utf8'));
console.log('good');
