import { FREE, REALLOC, type Trace } from '../traces.ts';

/**
 * The same calls, with blocks numbered so that a number is used again once its block is free, the
 * last one first. The table of blocks then is as small as the heap is full at most, and the loop does
 * not time cache misses of its own.
 *
 * A block keeps its number in realloc(), so this is for heaps in which no call fails.
 */
export function reuseSlots({ words, calls, blocks }: Trace): Trace {
  const slots = new Int32Array(blocks).fill(-1);
  const free: number[] = [];
  let used = 0;
  const slotOf = (id: number) => slots[id] ?? -1;
  const take = (id: number) => {
    const slot = free.pop() ?? used++;
    slots[id] = slot;
    return slot;
  };
  const result = words.slice();
  for (let i = 0; i < words.length; i += 4) {
    const id = words[i + 1] ?? 0;
    const old = words[i + 2] ?? 0;
    switch (words[i]) {
      case FREE: {
        // A block that was never set: any slot that is not in use holds NULL.
        const slot = slotOf(id) < 0 ? take(id) : slotOf(id);
        result[i + 1] = slot;
        free.push(slot);
        slots[id] = -1;
        break;
      }
      case REALLOC: {
        const slot = slotOf(old) < 0 ? take(old) : slotOf(old);
        slots[old] = -1;
        slots[id] = slot;
        result[i + 1] = slot;
        result[i + 2] = slot;
        break;
      }
      default:
        result[i + 1] = slotOf(id) < 0 ? take(id) : slotOf(id);
    }
  }
  return { words: result, calls, blocks: used };
}
