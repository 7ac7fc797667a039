// AssemblyScript: a list of numbers, whose nodes are in the heap of the host.

// Functions that are only declared are imported, from a module that has the name of this file.
declare function malloc(bytes: usize): usize;
declare function free(mem: usize): void;

const VALUE: usize = 0;
const NEXT: usize = 4;
const NODE_SIZE: usize = 8;

/** The first address that the compiler does not use. */
export function heapBase(): usize {
  return __heap_base;
}

/** A list of the numbers below `count`; 0 if memory is short. */
export function create(count: i32): usize {
  let list: usize = 0;
  for (let i = count - 1; i >= 0; i--) {
    const node = malloc(NODE_SIZE);
    if (node == 0) {
      destroy(list);
      return 0;
    }
    store<i32>(node, i, VALUE);
    store<usize>(node, list, NEXT);
    list = node;
  }
  return list;
}

export function sum(list: usize): i32 {
  let total = 0;
  for (let node = list; node != 0; node = load<usize>(node, NEXT)) total += load<i32>(node, VALUE);
  return total;
}

export function destroy(list: usize): void {
  while (list != 0) {
    const next = load<usize>(list, NEXT);
    free(list);
    list = next;
  }
}
