import { M } from '../memory.ts';
import { size_t } from '../size_t.ts';
import type { Mem } from '../types.ts';
import { SIZE_T_WORDS, mem2chunk } from './chunk.ts';
import { dlmalloc } from './malloc.ts';

export function dlcalloc(n_elements: number, elem_size: number): Mem {
  const bytes = size_t(n_elements) * size_t(elem_size);
  if (!(bytes < 2 ** 32)) return 0;
  const mem = dlmalloc(bytes);
  if (mem !== 0) {
    const block = mem2chunk(mem) + SIZE_T_WORDS;
    M.fill(0, block, block + ((bytes + 3) >>> 2));
  }
  return mem;
}
