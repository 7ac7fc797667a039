/*
 * Questions about a heap. Nothing here changes it.
 */
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, INSECURE } from '../../options/options.ts';
import type { Mem } from '../../options/types.ts';
import { check_inuse_chunk } from './checks.ts';
import {
  INUSE_BITS,
  PINUSE_BIT,
  SIZE_T_WORDS,
  chunk_words,
  cinuse,
  mem2chunk,
} from '../../chunk/chunk.ts';
import { footprint, max_footprint } from './footprint.ts';
import type { Mallinfo } from '../mallinfo.ts';
import { print_bytes } from '../print_bytes.ts';
import { for_each_chunk } from './heap.ts';
import { top, TOP_FOOT_WORDS } from './malloc_state.ts';
import { usable_words } from './mmapped.ts';

/** Bytes that the block at `mem` can hold. */
export function usable_size(mem: Mem): number {
  if (!INSECURE) check_inuse_chunk(mem);
  const p = mem2chunk(mem);
  if (HAVE_MMAP) return (M[p] & INUSE_BITS) === PINUSE_BIT ? 0 : usable_words(p) * 4;
  return cinuse(p) ? (chunk_words(p) - SIZE_T_WORDS) * 4 : 0;
}

export function count_chunks(): Mallinfo {
  const keepcost = chunk_words(top()) * 4;
  let ordblks = 1;
  let fordblks = keepcost + TOP_FOOT_WORDS * 4;
  let arena = fordblks;
  for_each_chunk((p) => {
    const bytes = chunk_words(p) * 4;
    arena += bytes;
    if (!cinuse(p)) {
      ordblks += 1;
      fordblks += bytes;
    }
  });
  return {
    arena,
    ordblks,
    smblks: 0,
    hblks: 0,
    hblkhd: footprint() - arena,
    usmblks: max_footprint(),
    fsmblks: 0,
    uordblks: footprint() - fordblks,
    fordblks,
    keepcost,
  };
}

export function print_stats(): void {
  let used = footprint() - (chunk_words(top()) + TOP_FOOT_WORDS) * 4;
  for_each_chunk((p) => {
    if (!cinuse(p)) used -= chunk_words(p) * 4;
  });
  print_bytes('max system bytes', max_footprint());
  print_bytes('system bytes    ', footprint());
  print_bytes('in use bytes    ', used);
}
