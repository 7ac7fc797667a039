import type { Allocator } from './allocator.ts';
import type { HeapCall } from './heap-call.ts';

/**
 * Makes random calls and checks nothing; `ShadowHeap` does that.
 * @returns what each call returned, less mem_malloc_start; -1 for NULL and for free()
 */
export function* runCalls(allocator: Allocator, calls: readonly HeapCall[]): Generator<number> {
  const live: number[] = [];
  for (const call of calls) {
    const index = 'pick' in call ? call.pick % (live.length + 1) : live.length;
    const mem = makeCall(allocator, call, live[index] ?? 0);
    if (index < live.length && (mem !== 0 || call.call === 'free')) live.splice(index, 1);
    if (mem !== 0) live.push(mem);
    yield mem === 0 ? -1 : mem - allocator.mem_malloc_start;
  }
}

function makeCall(allocator: Allocator, call: HeapCall, picked: number): number {
  switch (call.call) {
    case 'malloc':
      return allocator.malloc(call.size);
    case 'calloc':
      return allocator.calloc(call.count, call.size);
    case 'memalign':
      return allocator.memalign(call.align, call.size);
    case 'realloc':
      return allocator.realloc(picked, call.size);
    case 'free':
      allocator.free(picked);
      return 0;
  }
}
