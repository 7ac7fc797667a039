import { SIZE_T_WORDS, mem2chunk, next_chunk } from '../../chunk/chunk.ts';
import { M } from '../../memory/memory.ts';
import { size_t } from '../../memory/size_t.ts';
import type { Mem } from '../../options/types.ts';
import { legacy_malloc } from './malloc.ts';

export function legacy_calloc(n_elements: number, elem_size: number): Mem {
  const bytes = size_t(n_elements) * size_t(elem_size);
  if (!(bytes < 2 ** 32)) return 0;
  const mem = legacy_malloc(bytes);
  if (mem) {
    const p = mem2chunk(mem);
    M.fill(0, p + SIZE_T_WORDS, next_chunk(p));
  }
  return mem;
}
