import { CALL, type Trace } from './trace.ts';

/** The calls that a trace can make. Every variant has them. */
export interface Heap {
  malloc(bytes: number): number;
  free(mem: number): void;
  realloc(mem: number, bytes: number): number;
  calloc(n_elements: number, elem_size: number): number;
  memalign(alignment: number, bytes: number): number;
}

/** Gets each call after it was made. */
export interface ReplayObserver {
  /**
   * malloc(), calloc(), memalign(), or realloc().
   * @param mem what the call returned; 0 is NULL
   * @param bytes the bytes that were asked for; for calloc() the product
   * @param old the block that realloc() was called for, otherwise 0
   */
  allocated(mem: number, bytes: number, old: number): void;
  /** free(); `mem` is 0 if the block is NULL. */
  freed(mem: number): void;
}

/**
 * Makes the calls of a trace on a heap that was made before.
 * @throws whatever a call throws
 */
export function replay({ words, blocks }: Trace, heap: Heap, observer?: ReplayObserver): void {
  const { malloc, free, realloc, calloc, memalign } = heap;
  /** The address of each block; 0 is NULL. */
  const addresses = new Float64Array(blocks);
  for (let i = 0; i < words.length; i += 4) {
    const block = words[i + 1] as number;
    const second = words[i + 2] as number;
    const third = words[i + 3] as number;
    const address = addresses[block] as number;
    switch (words[i]) {
      case CALL.malloc: {
        const mem = malloc(second);
        addresses[block] = mem;
        observer?.allocated(mem, second, 0);
        break;
      }
      case CALL.calloc: {
        const mem = calloc(second, third);
        addresses[block] = mem;
        observer?.allocated(mem, second * third, 0);
        break;
      }
      case CALL.memalign: {
        const mem = memalign(second, third);
        addresses[block] = mem;
        observer?.allocated(mem, third, 0);
        break;
      }
      case CALL.realloc: {
        const old = addresses[second] as number;
        const mem = realloc(old, third);
        if (mem !== 0) addresses[second] = 0;
        addresses[block] = mem;
        observer?.allocated(mem, third, old);
        break;
      }
      case CALL.free:
        free(address);
        addresses[block] = 0;
        observer?.freed(address);
        break;
    }
  }
}
