import { gm } from '../../memory/gm.ts';
import { M } from '../../memory/memory.ts';
import { HAVE_MMAP, MORECORE_CANNOT_TRIM } from '../../options/options.ts';
import { GRANULARITY, MMAP_THRESHOLD, TRIM_THRESHOLD } from './malloc_state.ts';
import { PAGE_SIZE } from './mparams.ts';

/** Parameter numbers of mallopt(), as in dlmalloc. */
const M_TRIM_THRESHOLD = -1;
const M_GRANULARITY = -2;
const M_MMAP_THRESHOLD = -3;

export function dlmallopt(param_number: number, value: number): number {
  value |= 0;
  if (!MORECORE_CANNOT_TRIM && param_number === M_TRIM_THRESHOLD) {
    M[gm() + TRIM_THRESHOLD] = value;
  } else if (HAVE_MMAP && param_number === M_MMAP_THRESHOLD) {
    M[gm() + MMAP_THRESHOLD] = value;
  } else if (param_number === M_GRANULARITY && value >= PAGE_SIZE && (value & (value - 1)) === 0) {
    M[gm() + GRANULARITY] = value;
  } else return 0;
  return 1;
}
