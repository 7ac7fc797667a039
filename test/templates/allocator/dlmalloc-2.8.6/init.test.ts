import { describe, expect, test } from '@jest/globals';
import { LEN, SANDBOX, SMALL, buildOptions, type Bits } from '../../../support/build-options.ts';
import { GuardedMemory, MEMORY_KINDS } from '../../../support/guarded-memory.ts';
import { heapLayout } from '../../../support/heap-layout.ts';
import { checkHeap, heapView } from '../../../support/heap-walker.ts';
import { loadTemplates } from '../../../support/load-templates.ts';
import { openHeap } from '../../../support/open-heap.ts';

/** sizeof(struct malloc_state) of dlmalloc 2.8.6. */
const C_STATE = { 64: 944, 32: 472 };
/** Of it, what NO_TREE_BINS saves: 32 roots, less the head of a list. */
const C_TREES = { 64: 32 * 8 - 16, 32: 32 * 4 - 8 };

describe.each<Bits>([64, 32])('mem_malloc_init, %i bits', (bits) => {
  const options = buildOptions(bits);

  test('sets live bindings', async () => {
    const a = await loadTemplates(options);
    a.mem_malloc_init(new ArrayBuffer(65536), 4096, 10_000);
    expect(a.mem_malloc_start).toBe(4096 + a.MALLOC_STATE_SIZE);
    expect(a.mem_malloc_end).toBe(14_096);
    expect(a.mem_malloc_brk).toBe(14_096);
    a.mem_malloc_init(new ArrayBuffer(65536), 0, 65536);
    expect(a.mem_malloc_start).toBe(a.MALLOC_STATE_SIZE);
    expect(a.mem_malloc_end).toBe(65536);
    expect(a.mem_malloc_brk).toBe(65536);
  });

  test('keeps no more static data than C', async () => {
    const whole = await loadTemplates(buildOptions(bits, { SIMPLE_SYSALLOC: false }));
    expect(whole.MALLOC_STATE_SIZE).toBeLessThanOrEqual(C_STATE[bits]);
    const list = await loadTemplates(
      buildOptions(bits, { SIMPLE_SYSALLOC: false, NO_TREE_BINS: true }),
    );
    expect(list.MALLOC_STATE_SIZE).toBeLessThanOrEqual(C_STATE[bits] - C_TREES[bits]);
    const small = await loadTemplates(buildOptions(bits, SMALL));
    expect(small.MALLOC_STATE_SIZE).toBeLessThan(list.MALLOC_STATE_SIZE);
  });

  test.each(MEMORY_KINDS)('manages a %s', async (kind) => {
    const heap = await openHeap(options, { kind });
    const mem = heap.allocator.malloc(1000);
    heap.memory.bytes.fill(1, mem, mem + 1000);
    heap.chunks();
    heap.memory.checkGuards();
  });

  test('takes regions that are not aligned, and stays inside of them', async () => {
    const allocator = await loadTemplates(options);
    for (let start = 0; start < 32; start += 1) {
      for (let size = 800; size < 832; size += 3) {
        const memory = new GuardedMemory('ArrayBuffer', start, size);
        allocator.mem_malloc_init(memory.memory, start, size);
        const view = heapView(allocator, memory.buffer, heapLayout(options));
        checkHeap(view);
        for (let mem = allocator.malloc(20); mem !== 0; mem = allocator.malloc(20)) {
          const usable = allocator.malloc_usable_size(mem);
          memory.bytes.fill(0xff, mem, mem + usable);
        }
        checkHeap(view);
        memory.checkGuards();
      }
    }
  });

  test('takes a region in which one block finds room, and none that is smaller', async () => {
    const allocator = await loadTemplates(options);
    const memory = new ArrayBuffer(65536);
    let size = 0;
    for (; ; size += 1) {
      try {
        allocator.mem_malloc_init(memory, 0, size);
        break;
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }
    const smallest = bits === 64 ? 32 : 16;
    const header = bits / 4;
    const foot = bits === 64 ? 80 : 40;
    // The first chunk's head comes one size_t after an aligned address, and so does what follows top.
    expect(size).toBe(allocator.MALLOC_STATE_SIZE + smallest + foot);
    expect(checkHeap(heapView(allocator, memory, heapLayout(options)))).toMatchObject([
      { size: smallest, state: 'top', mem: allocator.mem_malloc_start + header },
    ]);
    // Top keeps a granule.
    expect(allocator.malloc(1)).toBe(0);
    allocator.mem_malloc_init(memory, 0, size + smallest);
    expect(allocator.malloc(1)).toBe(allocator.mem_malloc_start + header);
  });

  test.each([4, 8, 12])(
    'in a region that ends %i bytes later, top does, too, as in C',
    async (over) => {
      if (over >= bits / 4) return;
      const smallest = bits === 64 ? 32 : 16;
      const foot = bits === 64 ? 80 : 40;
      const checked = buildOptions(bits, { ...SANDBOX, MALLOC_DEBUG: true });
      const { allocator, chunks } = await openHeap(checked, { heapSize: smallest + foot + over });
      expect(allocator.mallinfo()).toMatchObject({ uordblks: 0, keepcost: smallest + over });
      expect(allocator.malloc_get_info().in_use_bytes).toBe(0);
      // Something remains, so there is room for the last granule.
      const mem = allocator.malloc(1);
      expect(mem).toBe(allocator.mem_malloc_start + bits / 4);
      expect(chunks().at(-1)).toMatchObject({ state: 'top', size: over });
      expect(allocator.mallinfo()).toMatchObject({ uordblks: smallest, keepcost: over });
      expect(allocator.malloc_largest_free()).toBe(Math.max(over - bits / 8, 0));
      expect(allocator.malloc(0)).toBe(0);
      allocator.free(mem);
      expect(chunks()).toMatchObject([{ state: 'top', size: smallest + over }]);
    },
  );

  test.each([
    [-16, 4096],
    [Number.NaN, 4096],
    [0, Number.NaN],
    [0, -1],
    [0, 0],
    [65536, 4096],
    [4096, 65536],
    [2 ** 31 - 16, 4096],
    [2 ** 31 - 1, -4],
    [2 ** 32, 4096],
    [0, 2 ** 32 + 4096],
    [Number.POSITIVE_INFINITY, 4096],
  ])(
    'throws a RangeError for start %d, size %d, and keeps the heap that was there',
    async (start, size) => {
      const heap = await openHeap(options, { heapSize: 60_000 });
      const { allocator, memory } = heap;
      allocator.malloc(100);
      const before = Buffer.from(memory.bytes);
      const other = new ArrayBuffer(65536);
      expect(() => allocator.mem_malloc_init(other, start, size)).toThrow(RangeError);
      expect(Buffer.from(other).every((byte) => byte === 0)).toBe(true);
      expect(memory.bytes.equals(before)).toBe(true);
      expect(allocator.mem_malloc_start).toBe(4096);
      expect(allocator.malloc(100)).toBeGreaterThan(4096);
      heap.chunks();
    },
  );

  test('takes no region that ends a byte after the memory', async () => {
    const allocator = await loadTemplates(options);
    expect(() => allocator.mem_malloc_init(new ArrayBuffer(65536), 0, 65537)).toThrow(RangeError);
  });

  describe('without INSECURE', () => {
    const checked = buildOptions(bits, { INSECURE: false });

    test.each([
      [0, 100, 'bytes 0 to 100 of 65536 cannot hold a heap'],
      [4096, 65536, 'bytes 4096 to 69632 of 65536 cannot hold a heap'],
      [-8, 65536, 'bytes -8 to 65528 of 65536 cannot hold a heap'],
      [0.5, 4096, 'bytes 0.5 to 4096.5 of 65536 cannot hold a heap'],
    ])('says what is wrong with %d, %d', async (start, size, message) => {
      const { mem_malloc_init } = await loadTemplates(checked);
      const attempt = () => mem_malloc_init(new ArrayBuffer(65536), start, size);
      expect(attempt).toThrow(RangeError);
      expect(attempt).toThrow(message);
    });

    const bytes = new Uint8Array(new ArrayBuffer(65536), 4096);
    test.each([null, undefined, {}, 65536, 'memory', bytes, new DataView(bytes.buffer)])(
      'refuses value %# as a memory',
      async (memory) => {
        const { mem_malloc_init } = await loadTemplates(checked);
        const attempt = () => mem_malloc_init(memory as unknown as ArrayBuffer, 0, 65536);
        expect(attempt).toThrow(TypeError);
        expect(attempt).toThrow('not an ArrayBuffer, SharedArrayBuffer or WebAssembly.Memory');
      },
    );
  });

  test('forgets what was there', async () => {
    const { allocator, memory, chunks } = await openHeap(options);
    const fresh = chunks();
    const first = allocator.malloc(100);
    allocator.free(allocator.malloc(5000));
    allocator.malloc(300);
    allocator.mem_malloc_init(memory.memory, memory.start, memory.size);
    expect(chunks()).toEqual(fresh);
    expect(allocator.malloc(100)).toBe(first);
  });

  test('with SYS_MALLOC_CLEAR_ON_INIT zeroes the pool, all but two heads and a foot', async () => {
    const { allocator, memory, chunks } = await openHeap(options);
    const { mem_malloc_start: start, mem_malloc_end: end } = allocator;
    const top = chunks()[0]?.size ?? 0;
    const heads = [start + bits / 8, start + bits / 8 + top];
    const pool = Buffer.from(memory.bytes.subarray(start, end));
    // Top is never given away whole: its foot lies in no block.
    const foot = start + top;
    for (const word of [...heads, foot]) pool.writeUInt32LE(0, word - start);
    expect(pool.equals(Buffer.alloc(end - start))).toBe(true);
    memory.checkGuards();
  });

  test('without it leaves the pool as it was, and its own data still start from zero', async () => {
    const build = buildOptions(bits, { SYS_MALLOC_CLEAR_ON_INIT: false });
    const { allocator, memory, chunks } = await openHeap(build);
    chunks();
    const mem = allocator.malloc(50_000);
    expect(memory.bytes.subarray(mem, mem + 50_000)).toEqual(
      new GuardedMemory('ArrayBuffer', memory.start, memory.size).bytes.subarray(mem, mem + 50_000),
    );
  });

  test('initr_malloc takes SYS_MALLOC_LEN unless a size is given', async () => {
    const a = await loadTemplates(options);
    const memory = new ArrayBuffer(LEN + 65536);
    a.initr_malloc(memory, 4096);
    expect(a.mem_malloc_end).toBe(4096 + LEN);
    a.initr_malloc(memory, 4096, 8192);
    expect(a.mem_malloc_end).toBe(4096 + 8192);
  });
});
