import { CALLOC, FREE, MALLOC, MEMALIGN, REALLOC, type Trace } from '../traces.ts';

/** The calls that a trace makes. */
export interface Heap {
  malloc(bytes: number): number;
  free(mem: number): void;
  realloc(mem: number, bytes: number): number;
  calloc(count: number, bytes: number): number;
  memalign(alignment: number, bytes: number): number;
}

/**
 * Makes the calls. `blocks` has the address of each numbered block, 0 for none, before and after.
 * This loop is what is timed, so it does nothing else.
 */
export function replay(heap: Heap, { words }: Trace, blocks: Int32Array): void {
  const { malloc, free, realloc, calloc, memalign } = heap;
  for (let i = 0; i < words.length; i += 4) {
    const id = words[i + 1] as number;
    const a = words[i + 2] as number;
    switch (words[i]) {
      case MALLOC:
        blocks[id] = malloc(a);
        break;
      case FREE:
        free(blocks[id] as number);
        blocks[id] = 0;
        break;
      case REALLOC: {
        const mem = realloc(blocks[a] as number, words[i + 3] as number);
        if (mem !== 0) blocks[a] = 0;
        blocks[id] = mem;
        break;
      }
      case CALLOC:
        blocks[id] = calloc(a, words[i + 3] as number);
        break;
      case MEMALIGN:
        blocks[id] = memalign(a, words[i + 3] as number);
        break;
    }
  }
}
