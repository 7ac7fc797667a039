import { SIMPLE_SYSALLOC } from '../options/options.ts';

/** Where malloc_state is in M, unless it is at its start. */
let state_word: number;

export function set_gm(word: number): void {
  if (!SIMPLE_SYSALLOC) state_word = word;
}

/** The global malloc_state: the index of its first word. @inline */
export function gm(): number {
  return SIMPLE_SYSALLOC ? 0 : state_word;
}
