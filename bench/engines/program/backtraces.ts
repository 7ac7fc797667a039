import type { Answer } from './data.ts';
import type { CheckedHeap } from './heap.ts';

/** Whether the heap knows who called each of its functions: this file's functions, with a line. */
export function backtracesOf(heap: CheckedHeap): Answer['backtraces'] {
  heap.mem_malloc_init(new ArrayBuffer(1 << 20), 0, 1 << 20);
  const snapshot = heap.malloc_leak_check_start();
  const callers = [takesByMalloc, takesByCalloc, takesByMemalign, takesByRealloc, movesByRealloc];
  for (const caller of callers) caller(heap);
  const leaks = heap.malloc_leak_check_list(snapshot);
  const right = callers.filter(({ name }) =>
    leaks.some((leak) => new RegExp(`^(?:\\w+\\.)?${name}:\\d+`).test(leak.caller)),
  );
  return { right: right.length, calls: callers.length, sample: leaks[0]?.caller ?? '' };
}

function takesByMalloc(heap: CheckedHeap): void {
  heap.malloc(10);
}

function takesByCalloc(heap: CheckedHeap): void {
  heap.calloc(1, 10);
}

function takesByMemalign(heap: CheckedHeap): void {
  heap.memalign(64, 10);
}

function takesByRealloc(heap: CheckedHeap): void {
  heap.realloc(0, 10);
}

function movesByRealloc(heap: CheckedHeap): void {
  heap.realloc(heap.malloc(10), 5000);
}
