import { SIMPLE_SYSALLOC } from '../options/options.ts';

/** The index of malloc_state in M, unless it is 0. */
let state_word: number;

export function set_gm(word: number): void {
  if (!SIMPLE_SYSALLOC) state_word = word;
}

/** The global malloc_state: the index of its first word in M. @inline */
export function gm(): number {
  return SIMPLE_SYSALLOC ? 0 : state_word;
}
