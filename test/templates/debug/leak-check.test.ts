import { describe, expect, test } from '@jest/globals';
import { MCHECK, SANDBOX, buildOptions, type Bits } from '../../support/build-options.ts';
import { LOADERS, debugHeap, printed } from '../../support/debug-heap.ts';

const DEBUG = { ...SANDBOX, MALLOC_DEBUG: true };

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  describe.each(LOADERS)('%s', (_, load) => {
    const overhead = bits / 8;

    test('lists what is in use now and was not then', async () => {
      const { heap } = await debugHeap(load, buildOptions(bits, DEBUG));
      const old = heap.malloc(50);
      const snapshot = heap.malloc_leak_check_start();
      expect(snapshot.count).toBe(1);
      expect(heap.malloc_leak_check_count(snapshot)).toBe(0);
      const gone = heap.malloc(1000);
      const leak = heap.malloc(2000 - overhead);
      expect(heap.malloc_leak_check_count(snapshot)).toBe(2);
      heap.free(gone);
      heap.free(old);
      expect(heap.malloc_leak_check_list(snapshot)).toEqual([
        { address: leak, size: 2000, caller: '' },
      ]);
      expect(printed((print) => heap.malloc_leak_check_end(snapshot, print))).toEqual([
        `  ${leak.toString(16)} 7d0`,
      ]);
      expect(heap.malloc_leak_check_end(snapshot, () => {})).toBe(1);
    });

    test('with mcheck tells the caller, of an aligned block too', async () => {
      const options = buildOptions(bits, { ...MCHECK, MCHECK_BACKTRACE: true });
      const { heap } = await debugHeap(load, options);
      const snapshot = heap.malloc_leak_check_start();
      function hsearch_r() {
        return heap.malloc(10);
      }
      function map_to_sysmem() {
        return heap.memalign(512, 10);
      }
      hsearch_r();
      const mem = map_to_sysmem();
      const [first, second] = printed((print) => heap.malloc_leak_check_end(snapshot, print));
      expect(first).toMatch(/^ {2}100[01][08] [0-9a-f]{2} hsearch_r:\d+ <-/);
      expect(second).toMatch(/ map_to_sysmem:\d+ <-/);
      expect(Number.parseInt(second?.slice(2) ?? '', 16)).toBeLessThan(mem);
    });
  });
});
