/*
 * Questions about a heap. Nothing here changes it.
 */
import { BK, SIZE_T_WORDS, chunk_words, mem2chunk, next_chunk, pinuse } from '../../chunk/chunk.ts';
import type { Mallinfo } from '../mallinfo.ts';
import { print_bytes } from '../print_bytes.ts';
import { M } from '../../memory/memory.ts';
import type { Chunk, Mem } from '../../options/types.ts';
import { LAST_BIN, LAST_REMAINDER, MAX_ARENA, NO_CHUNK, top } from './malloc_state.ts';
import { arena } from './top.ts';

export function usable_size(mem: Mem): number {
  const p = mem2chunk(mem);
  return pinuse(next_chunk(p)) ? (chunk_words(p) - SIZE_T_WORDS) * 4 : 0;
}

/** Counts top and the chunks in the bins. */
export function count_free(): Mallinfo {
  const keepcost = chunk_words(top()) * 4;
  let ordblks = top() === NO_CHUNK ? 0 : 1;
  let fordblks = keepcost;
  for (let bin: number = LAST_REMAINDER; bin <= LAST_BIN; bin += 2) {
    for (let p = M[bin + BK]; p !== bin; p = M[p + BK]) {
      ordblks += 1;
      fordblks += chunk_words(p as Chunk) * 4;
    }
  }
  return {
    arena: arena(),
    ordblks,
    smblks: 0,
    hblks: 0,
    hblkhd: 0,
    usmblks: 0,
    fsmblks: 0,
    uordblks: arena() - fordblks,
    fordblks,
    keepcost,
  };
}

export function print_stats(): void {
  print_bytes('max system bytes', M[MAX_ARENA] >>> 0);
  print_bytes('system bytes    ', arena());
  print_bytes('in use bytes    ', count_free().uordblks);
}
