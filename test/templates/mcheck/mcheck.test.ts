/*
 * What mcheck finds, and what it reports.
 */
import { describe, expect, jest, test } from '@jest/globals';
import { MCHECK, buildOptions, type Bits } from '../../support/build-options.ts';
import {
  LOADERS,
  debugHeap,
  printed,
  type DebugHeap,
  type Load,
} from '../../support/debug-heap.ts';

const OK = 0;
const FREE = 1;
const HEAD = 2;
const TAIL = 3;

interface Watched extends DebugHeap {
  /** The arguments of the abort function: status and block. */
  readonly told: (readonly [number, number])[];
}

async function watched(load: Load, bits: Bits, changes = {}): Promise<Watched> {
  const heap = await debugHeap(load, buildOptions(bits, { ...MCHECK, ...changes }));
  const told: [number, number][] = [];
  heap.heap.mcheck((status, mem) => told.push([status, mem]));
  return { ...heap, told };
}

describe.each<Bits>([64, 32])('%i bits', (bits) => {
  const header = bits === 64 ? 80 : 72;

  describe.each(LOADERS)('%s', (_, load) => {
    test('the statuses have the values of C', async () => {
      const { heap } = await watched(load, bits);
      expect([heap.MCHECK_DISABLED, heap.MCHECK_OK, heap.MCHECK_FREE]).toEqual([-1, OK, FREE]);
      expect([heap.MCHECK_HEAD, heap.MCHECK_TAIL]).toEqual([HEAD, TAIL]);
    });

    test('a block has header, flood, padding and tail as in C', async () => {
      const { heap, bytes, memory } = await watched(load, bits, { MCHECK_BACKTRACE: true });
      heap.malloc_backtrace_skip(true);
      const mem = heap.malloc(13);
      expect(mem).toBe(0x10000 + bits / 4 + header);
      const view = new DataView(memory, mem - header);
      const words = Array.from({ length: bits === 64 ? 4 : 2 }, (__, i) =>
        view.getUint32(i * 4, true),
      );
      expect(words).toEqual(bits === 64 ? [13, 0, 0, 0] : [13, 0]);
      for (const at of [header - 64, header - 56]) {
        expect(view.getBigUint64(at, true)).toBe(0x99ccf430fa562a05n);
      }
      const hex = (from: number, to: number) => Buffer.from(bytes.slice(from, to)).toString('hex');
      expect(hex(mem - 48, mem)).toBe('00'.repeat(48));
      expect(hex(mem, mem + 16)).toBe(`${'b6'.repeat(13)}585858`);
      expect(view.getBigUint64(header + 16, true)).toBe(0x918dbcd7df78dcd6n);
      expect(view.getBigUint64(header + 24, true)).toBe(0x918dbcd7df78dcd6n);
      heap.malloc(1);
      heap.free(mem);
      expect(view.getBigUint64(header - 56, true)).toBe(0x4875e63c0c6fc08en);
      expect(hex(mem, mem + 16)).toBe('f5'.repeat(16));
    });

    test.each([
      [1, 8],
      [33, 40],
      [40, 40],
      [64, 64],
      [100, 104],
    ])('a caller of %i bytes takes %i, as in C', async (length, field) => {
      const options = buildOptions(bits, MCHECK);
      const values = { ...options.values, MCHECK_CALLER_LEN: length };
      const { heap, bytes } = await debugHeap(load, { ...options, values });
      const mem = heap.malloc(100);
      expect(mem).toBe(0x10000 + bits / 4 + header - 48 + field);
      const aligned = heap.memalign(64, 100);
      expect(aligned % 64).toBe(0);
      bytes.fill(1, aligned, aligned + 100);
      const moved = heap.realloc(aligned, 5000);
      expect(bytes.subarray(moved, moved + 100).every((byte) => byte === 1)).toBe(true);
      expect([heap.mprobe(mem), heap.mprobe(moved)]).toEqual([OK, OK]);
      heap.free(mem);
      heap.free(moved);
      expect(heap.malloc_get_info().in_use_bytes).toBe(0);
    });

    test('calloc gives zeros, and refuses a product that does not fit a size_t', async () => {
      const { heap, bytes } = await watched(load, bits);
      heap.free(heap.malloc(5000));
      const mem = heap.calloc(100, 41);
      expect(bytes.slice(mem, mem + 4100).every((byte) => byte === 0)).toBe(true);
      expect(heap.mprobe(mem)).toBe(OK);
      for (const [n, size] of [
        [2 ** 16, 2 ** 16],
        [2 ** 31, 2],
        [3, 2 ** 32 / 3 + 10],
        [-1, 16],
      ] as const) {
        expect(heap.calloc(n, size)).toBe(0);
      }
    });

    test.each([0, 1, 7, 8, 9, 13, 100, 4096])('a write past %i bytes', async (size) => {
      for (const at of [0, 1, 7, 15]) {
        const { heap, bytes, told } = await watched(load, bits);
        const mem = heap.malloc(size);
        expect(heap.mprobe(mem)).toBe(OK);
        bytes[mem + size + at] = (bytes[mem + size + at] ?? 0) ^ 1;
        expect(heap.mprobe(mem)).toBe(TAIL);
        heap.free(mem);
        expect(told).toEqual([
          [TAIL, mem],
          [TAIL, mem],
        ]);
        // It was freed for all that.
        expect(heap.malloc_mcheck_count()).toBe(0);
        expect(heap.malloc(size)).toBe(mem);
      }
    });

    test('a write before a block: the last byte, a canary, a size', async () => {
      for (const before of [1, 2, 8, 48, 49, 56, 64]) {
        const { heap, bytes, told } = await watched(load, bits);
        const mem = heap.malloc(100);
        const next = heap.malloc(100);
        bytes[mem - before] = (bytes[mem - before] ?? 0) ^ 0x41;
        expect([before, heap.mprobe(mem)]).toEqual([before, HEAD]);
        heap.free(mem);
        expect(told).toEqual([
          [HEAD, mem],
          [HEAD, mem],
        ]);
        // It stays, since its size cannot be believed.
        expect(heap.malloc_mcheck_count()).toBe(2);
        expect(heap.mprobe(next)).toBe(OK);
      }
    });

    test('a header with a size that is larger than the chunk', async () => {
      const { heap, memory, told } = await watched(load, bits);
      const mem = heap.malloc(100);
      new DataView(memory).setUint32(mem - header, 10_000, true);
      heap.free(mem);
      expect(told).toEqual([[HEAD, mem]]);
      expect(heap.malloc_usable_size(mem)).toBe(0);
    });

    test.each([1, 100, 1000, 40_000])('%i bytes freed twice', async (size) => {
      const { heap, told } = await watched(load, bits);
      const mem = heap.malloc(size);
      const other = heap.malloc(size / 4);
      heap.free(mem);
      const before = heap.mallinfo();
      heap.free(mem);
      expect(heap.realloc(mem, 10)).toBe(0);
      expect(heap.malloc_usable_size(mem)).toBe(0);
      expect(told).toEqual([
        [FREE, mem],
        [FREE, mem],
      ]);
      expect(heap.mallinfo()).toEqual(before);
      heap.free(other);
      expect(heap.malloc_mcheck_count()).toBe(0);
    });

    test('what never was a block', async () => {
      const { heap, told } = await watched(load, bits);
      const mem = heap.malloc(1000);
      const wild = [mem + 1, mem + 4, mem + 8, mem + 96, 8, -8, 2 ** 31, 2 ** 32 + mem, 0x1fff8];
      for (const address of wild) {
        heap.free(address);
        expect(heap.realloc(address, 10)).toBe(0);
        expect(heap.malloc_usable_size(address)).toBe(0);
      }
      expect(told).toEqual(
        wild.flatMap((address) => [
          [HEAD, address],
          [HEAD, address],
        ]),
      );
      heap.free(0);
      expect(heap.mprobe(mem)).toBe(OK);
    });

    test('mcheck_check_all reports each damaged block', async () => {
      const { heap, bytes, told } = await watched(load, bits);
      const mems = [10, 20, 30, 40].map((size) => heap.malloc(size));
      const aligned = heap.memalign(256, 50);
      heap.free(mems[0] ?? 0);
      heap.mcheck_check_all();
      expect(told).toEqual([]);
      bytes[(mems[1] ?? 0) + 20] = 0;
      bytes[(mems[3] ?? 0) - 1] = 1;
      bytes[aligned + 50] = 1;
      heap.mcheck_check_all();
      expect(told).toEqual([
        [TAIL, mems[1]],
        [HEAD, mems[3]],
        [TAIL, aligned],
      ]);
    });

    test('mcheck_check_all ends, however much of the heap is overwritten', async () => {
      for (const fill of [0, 0xff, 0xb6, 0x10]) {
        const { heap, bytes, told } = await watched(load, bits);
        const mems = Array.from({ length: 50 }, (__, i) => heap.malloc(i * 7));
        bytes.fill(fill, 0x10000);
        heap.mcheck_check_all();
        expect(told).toEqual(mems.map((mem) => [HEAD, mem]));
        for (const mem of mems) heap.free(mem);
        expect(heap.malloc_mcheck_count()).toBe(50);
        printed((print) => heap.malloc_dump(print));
      }
    });

    test('mcheck_pedantic checks all blocks at each call', async () => {
      const { heap, bytes } = await watched(load, bits);
      const mem = heap.malloc(10);
      const told: number[] = [];
      const calls = [
        () => heap.malloc(1),
        () => heap.calloc(1, 1),
        () => heap.memalign(64, 1),
        () => heap.realloc(heap.malloc(1), 2),
        () => {
          heap.free(heap.malloc(1));
        },
      ];
      bytes[mem + 10] = 0;
      for (const call of calls) call();
      expect(heap.mcheck_pedantic((status) => told.push(status))).toBe(0);
      expect(told).toEqual([]);
      for (const call of calls) call();
      expect(told).toEqual(Array.from({ length: 7 }, () => TAIL));
      expect(heap.mcheck((status) => told.push(status))).toBe(0);
      for (const call of calls) call();
      expect(told).toHaveLength(7);
    });

    test('an abort function that throws ends the call before it changes anything', async () => {
      const { heap, bytes } = await watched(load, bits);
      const mem = heap.malloc(10);
      bytes[mem + 10] = 0;
      const before = bytes.slice();
      heap.mcheck_pedantic((status) => {
        throw new Error(`status ${String(status)}`);
      });
      for (const call of [
        () => heap.malloc(10),
        () => heap.realloc(mem, 100),
        () => heap.mprobe(mem),
      ]) {
        expect(call).toThrow('status 3');
      }
      expect(() => {
        heap.free(mem);
      }).toThrow('status 3');
      heap.mcheck();
      expect(Buffer.from(bytes).equals(before)).toBe(true);
      expect(heap.malloc_mcheck_count()).toBe(1);
    });

    test('without an abort function a line tells address, fault and most blocks; the program goes on', async () => {
      const { heap, bytes } = await watched(load, bits);
      heap.mcheck(null);
      const log = jest.spyOn(console, 'log').mockImplementation(() => {});
      try {
        const gone = heap.malloc(1);
        const mem = heap.malloc(10);
        heap.malloc(1);
        heap.free(gone);
        bytes[mem + 10] = 0;
        heap.mprobe(mem);
        bytes[mem - 1] = 1;
        heap.mprobe(mem);
        heap.free(gone);
        const hex = (n: number) => n.toString(16);
        expect(log.mock.calls).toEqual([
          [`mcheck: ${hex(mem)}: memory written past the end of the block [3]`],
          [`mcheck: ${hex(mem)}: memory written before the block [3]`],
          [`mcheck: ${hex(gone)}: block freed twice [3]`],
        ]);
      } finally {
        log.mockRestore();
      }
    });

    test('while it is disabled new blocks have no header, and old ones can be freed', async () => {
      const { heap, told, bytes } = await watched(load, bits);
      const old = heap.malloc(100);
      const kept = heap.malloc(100);
      heap.mcheck_set_disabled(true);
      expect(heap.mprobe(old)).toBe(heap.MCHECK_DISABLED);
      const plain = heap.malloc(101);
      expect(heap.malloc_usable_size(plain)).toBeGreaterThan(101);
      expect(heap.malloc_usable_size(old)).toBe(100);
      bytes.fill(1, plain, plain + 100);
      const bigger = heap.realloc(plain, 200);
      expect(bytes[bigger + 99]).toBe(1);
      for (const mem of [old, bigger, heap.calloc(3, 4), heap.memalign(64, 3)]) heap.free(mem);
      heap.mcheck_set_disabled(false);
      heap.mcheck_check_all();
      heap.free(kept);
      expect(told).toEqual([]);
      expect(heap.mallinfo().uordblks).toBe(0);
    });
  });
});
