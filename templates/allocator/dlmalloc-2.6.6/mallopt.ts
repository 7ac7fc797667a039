import { M } from '../../memory/memory.ts';
import { TOP_PAD, TRIM_THRESHOLD } from './malloc_state.ts';

/** Parameter numbers of mallopt(), as in dlmalloc 2.6.6. */
const M_TRIM_THRESHOLD = -1;
const M_TOP_PAD = -2;
const M_MMAP_THRESHOLD = -3;
const M_MMAP_MAX = -4;

/** There is no mmap(): its threshold has no effect, and the number of mapped regions can only be 0. */
export function legacy_mallopt(param_number: number, value: number): number {
  if (param_number === M_TRIM_THRESHOLD) M[TRIM_THRESHOLD] = value;
  else if (param_number === M_TOP_PAD) M[TOP_PAD] = value;
  else if (param_number !== M_MMAP_THRESHOLD) {
    if (param_number !== M_MMAP_MAX || value !== 0) return 0;
  }
  return 1;
}
