import { M } from '../../memory/memory.ts';
import { SMALLCHUNKS_AS_FUNCS } from '../../options/options.ts';
import { size_t } from '../../memory/size_t.ts';
import type { Mem } from '../../options/types.ts';
import { SIZE_T_WORDS, chunk_words, mem2chunk, next_chunk } from '../../chunk/chunk.ts';
import { dlmalloc } from './malloc.ts';

/** A call of fill() takes as long as a loop over this number of words. */
const FILL_WORDS = 32;

export function dlcalloc(n_elements: number, elem_size: number): Mem {
  const mem = dlmalloc(size_t(n_elements) * size_t(elem_size));
  if (mem) {
    const p = mem2chunk(mem);
    if (SMALLCHUNKS_AS_FUNCS || chunk_words(p) > FILL_WORDS) {
      M.fill(0, p + SIZE_T_WORDS, next_chunk(p));
    } else {
      // A chunk has an even number of words.
      const end = next_chunk(p);
      if (SIZE_T_WORDS === 1) M[p + 1] = 0;
      for (let i = p + 2; i < end; i += 2) M[i] = M[i + 1] = 0;
    }
  }
  return mem;
}
