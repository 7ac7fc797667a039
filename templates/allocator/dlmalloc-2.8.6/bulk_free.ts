import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, INSECURE } from '../../options/options.ts';
import { set_size_t, size_t_array, size_t_at } from '../../memory/size_t_array.ts';
import type { Mem } from '../../options/types.ts';
import { check_inuse_chunk, check_neighbours } from './checks.ts';
import {
  CINUSE_BIT,
  chunk2mem,
  chunk_words,
  mem2chunk,
  next_chunk,
  pinuse,
  set_head,
} from '../../chunk/chunk.ts';
import { free_part } from './free.ts';
import { free_mmapped } from './mmap_alloc.ts';
import { is_mmapped } from './mmapped.ts';
import { trim_if_due } from './release.ts';

/**
 * If the neighbour after a block is the next element of the array, the two become one larger block,
 * which takes the neighbour's place in the array. So a run of neighbours is freed in one step.
 */
export function dlbulk_free(array: Mem, nelem: number): void {
  const pointers = size_t_array(array, nelem);
  const fence = nelem >>> 0;
  for (let i = 0; i < fence; i += 1) {
    const mem = size_t_at(pointers, i);
    if (mem !== 0) {
      const p = mem2chunk(mem);
      if (!INSECURE) {
        check_inuse_chunk(mem);
        check_neighbours(p);
      }
      const next = next_chunk(p);
      if (i + 1 < fence && size_t_at(pointers, i + 1) === chunk2mem(next)) {
        if (!INSECURE) check_inuse_chunk(chunk2mem(next));
        set_head(p, chunk_words(p) + chunk_words(next), CINUSE_BIT | pinuse(p));
        // After this, the checks no longer take the neighbour for a block.
        if (!INSECURE) M[next] = 0;
        set_size_t(pointers, i, 0);
        set_size_t(pointers, i + 1, mem);
      } else {
        set_size_t(pointers, i, 0);
        if (HAVE_MMAP && is_mmapped(p)) free_mmapped(p);
        else free_part(p);
      }
    }
  }
  trim_if_due();
}
