// AssemblyScript: the loop of replay.ts, for a heap whose functions are imported from `loop`.

declare function malloc(bytes: usize): usize;
declare function free(mem: usize): void;
declare function realloc(mem: usize, bytes: usize): usize;
declare function calloc(count: usize, bytes: usize): usize;
declare function memalign(alignment: usize, bytes: usize): usize;

// The calls from `words` to `end`, 16 bytes each; `blocks` has an address for each number.
export function replay(words: usize, end: usize, blocks: usize): void {
  for (let p = words; p < end; p += 16) {
    const block = blocks + ((<usize>load<u32>(p, 4)) << 2);
    const a = load<u32>(p, 8);
    switch (load<i32>(p)) {
      case 0:
        store<u32>(block, malloc(a));
        break;
      case 1:
        store<u32>(block, calloc(a, load<u32>(p, 12)));
        break;
      case 2:
        store<u32>(block, memalign(a, load<u32>(p, 12)));
        break;
      case 3: {
        const old = blocks + ((<usize>a) << 2);
        const mem = realloc(load<u32>(old), load<u32>(p, 12));
        if (mem) store<u32>(old, 0);
        store<u32>(block, mem);
        break;
      }
      case 4:
        free(load<u32>(block));
        store<u32>(block, 0);
        break;
    }
  }
}
