// AssemblyScript: counts words. Strings, the map and its keys are in the heap of malloc.wasm.
import { mem_malloc_init_throws } from './runtime';

export { mem_malloc_init_throws };

/** Words that a text of `count` words has more than once. */
export function repeated(count: i32): i32 {
  const words = new Map<string, i32>();
  let seed: u32 = 1;
  for (let i = 0; i < count; i++) {
    seed = seed * 1664525 + 1013904223;
    const word = 'word' + ((seed >> 16) % 9973).toString();
    words.set(word, words.has(word) ? words.get(word) + 1 : 1);
  }
  const counts = words.values();
  let result = 0;
  for (let i = 0; i < counts.length; i++) if (counts[i] > 1) result += 1;
  return result;
}

/** Frees every object that the program can no longer reach. */
export function collect(): void {
  __collect();
}
