// AssemblyScript: the TLSF of its runtime, with the calls of a trace. It has no memalign().

export function malloc(size: usize): usize {
  return heap.alloc(size);
}

export function free(block: usize): void {
  if (block) heap.free(block);
}

export function realloc(block: usize, size: usize): usize {
  return block ? heap.realloc(block, size) : heap.alloc(size);
}

export function calloc(count: usize, size: usize): usize {
  const block = heap.alloc(count * size);
  memory.fill(block, 0, count * size);
  return block;
}
