import { describe, expect, test } from '@jest/globals';
import { MCHECK, buildOptions } from '../../support/build-options.ts';
import { LOADERS, debugHeap } from '../../support/debug-heap.ts';

describe.each(LOADERS)('%s', (name, load) => {
  // Specialised code is several times as fast.
  const BLOCKS = name === 'variant' ? 1_000_000 : 100_000;

  test(`${String(BLOCKS)} blocks live, come and go`, async () => {
    const options = buildOptions(32, { ...MCHECK, SYS_MALLOC_CLEAR_ON_INIT: false });
    const { heap, bytes } = await debugHeap(load, options, BLOCKS * 104 + 4096);
    let told = 0;
    heap.mcheck(() => {
      told += 1;
    });
    const mems = new Uint32Array(BLOCKS);
    for (let i = 0; i < BLOCKS; i += 1) mems[i] = heap.malloc(8);
    expect(mems.at(-1)).not.toBe(0);
    let random = 1;
    for (let i = 0; i < BLOCKS; i += 1) {
      random = (Math.imul(random, 1103515245) + 12345) >>> 0;
      const at = random % BLOCKS;
      heap.free(mems[at] ?? 0);
      mems[at] = heap.malloc(8);
    }
    expect(heap.malloc_mcheck_count()).toBe(BLOCKS);
    heap.mcheck_check_all();
    expect(told).toBe(0);
    bytes[(mems[BLOCKS / 2] ?? 0) + 8] = 0;
    heap.mcheck_check_all();
    expect(told).toBe(1);
    for (const mem of mems) heap.free(mem);
    expect(told).toBe(2);
    expect(heap.malloc_mcheck_count()).toBe(0);
    expect(heap.mallinfo().uordblks).toBe(0);
  });

  test('a call takes as long with many blocks as with few', async () => {
    const { heap } = await debugHeap(load, buildOptions(32, MCHECK), 200_000 * 104);
    const pairs = (count: number) => {
      const start = performance.now();
      for (let i = 0; i < count; i += 1) heap.free(heap.malloc(8));
      return performance.now() - start;
    };
    heap.malloc(8);
    pairs(20_000);
    const few = Math.min(pairs(20_000), pairs(20_000), pairs(20_000));
    for (let i = 0; i < 190_000; i += 1) heap.malloc(8);
    const many = Math.min(pairs(20_000), pairs(20_000), pairs(20_000));
    // A scan would take thousands of times as long.
    expect(many).toBeLessThan(few * 20 + 50);
  });
});
