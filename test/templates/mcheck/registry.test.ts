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

  test('a call accesses as many words with many blocks as with few', async () => {
    const counter = countAccesses();
    try {
      const { heap } = await debugHeap(load, buildOptions(32, MCHECK), 20_000 * 104);
      const accesses = (): number => {
        const before = counter.count;
        heap.free(heap.malloc(8));
        return counter.count - before;
      };
      heap.malloc(8);
      accesses();
      const few = accesses();
      expect(few).toBeGreaterThan(10);
      for (let i = 0; i < 10_000; i += 1) heap.malloc(8);
      accesses();
      // A scan would access thousands more.
      expect(accesses()).toBe(few);
    } finally {
      counter.restore();
    }
  });
});

/** Counts how often elements and properties of Int32Arrays made from now on are accessed. */
function countAccesses(): { readonly count: number; restore(): void } {
  const Real = globalThis.Int32Array;
  let count = 0;
  const counted = (array: Int32Array): Int32Array =>
    new Proxy(array, {
      get(target, key) {
        count += 1;
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
      set(target, key, value) {
        count += 1;
        return Reflect.set(target, key, value, target);
      },
    });
  globalThis.Int32Array = new Proxy(Real, {
    construct: (target, args: ConstructorParameters<typeof Int32Array>) =>
      counted(new target(...args)),
  });
  return {
    get count() {
      return count;
    },
    restore() {
      globalThis.Int32Array = Real;
    },
  };
}
