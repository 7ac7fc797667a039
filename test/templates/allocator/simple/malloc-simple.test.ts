import { describe, expect, jest, test } from '@jest/globals';
import { F_LEN, buildOptions, type Bits } from '../../../support/build-options.ts';
import { loadTemplates } from '../../../support/load-templates.ts';

const BASE = 0x1000;

/** That of the engine, which is not the one of jest's realm. */
const RANGE_ERROR = expect.objectContaining({ name: 'RangeError' });

describe.each<Bits>([64, 32])('malloc_simple, %i bits', (bits) => {
  const word = bits / 8;
  const options = buildOptions(bits, { SYS_MALLOC_F: true });

  async function open(fill = 0) {
    const allocator = await loadTemplates(options);
    const memory = new ArrayBuffer(65536);
    new Uint8Array(memory).fill(fill);
    allocator.initf_malloc(memory, BASE);
    return { ...allocator, gd: allocator.gd, bytes: new Uint8Array(memory) };
  }

  test('initf_malloc sets base and limit and an empty pool', async () => {
    const allocator = await loadTemplates(options);
    allocator.gd.malloc_ptr = 77;
    allocator.initf_malloc(new ArrayBuffer(65536), BASE);
    expect(allocator.gd).toEqual({
      flags: 0,
      malloc_base: BASE,
      malloc_limit: F_LEN,
      malloc_ptr: 0,
    });
  });

  test.each([0, -8, Number.NaN, 65536 - F_LEN + 1, 65536, 2 ** 32])(
    'initf_malloc throws a RangeError for a pool at %d, and the old pool stays',
    async (base) => {
      const { initf_malloc, malloc_simple } = await open();
      malloc_simple(8);
      expect(() => initf_malloc(new ArrayBuffer(65536), base)).toThrow(RANGE_ERROR);
      expect(malloc_simple(8)).toBe(BASE + 8);
    },
  );

  test('initf_malloc takes the last bytes of the memory', async () => {
    const { initf_malloc, calloc_simple } = await open();
    initf_malloc(new ArrayBuffer(65536), 65536 - F_LEN);
    expect(calloc_simple(1, F_LEN)).toBe(65536 - F_LEN);
  });

  test.each([
    [0, `bytes 0 to ${F_LEN} of 65536 cannot hold the pool`],
    [65536, `bytes 65536 to ${65536 + F_LEN} of 65536 cannot hold the pool`],
  ])(
    'without INSECURE initf_malloc says what is wrong with a pool at %d',
    async (base, message) => {
      const checked = buildOptions(bits, { SYS_MALLOC_F: true, INSECURE: false });
      const { initf_malloc } = await loadTemplates(checked);
      expect(() => initf_malloc(new ArrayBuffer(65536), base)).toThrow(new RangeError(message));
    },
  );

  test.each([null, undefined, {}, 65536, 'memory'])(
    'without INSECURE initf_malloc throws a TypeError for %p',
    async (memory) => {
      const checked = buildOptions(bits, { SYS_MALLOC_F: true, INSECURE: false });
      const { initf_malloc } = await loadTemplates(checked);
      const attempt = () => initf_malloc(memory as unknown as ArrayBuffer, BASE);
      expect(attempt).toThrow(TypeError);
      expect(attempt).toThrow(/^not an ArrayBuffer, SharedArrayBuffer or WebAssembly\.Memory$/);
    },
  );

  test('rounds the pointer up to a word after each block', async () => {
    const { malloc_simple, gd } = await open();
    expect(malloc_simple(1)).toBe(BASE);
    expect(gd.malloc_ptr).toBe(word);
    expect(malloc_simple(word)).toBe(BASE + word);
    expect(gd.malloc_ptr).toBe(2 * word);
    expect(malloc_simple(0)).toBe(BASE + 2 * word);
    expect(malloc_simple(word + 1)).toBe(BASE + 2 * word);
    expect(gd.malloc_ptr).toBe(4 * word);
  });

  test('is used up at the limit, and not before', async () => {
    const { malloc_simple, gd } = await open();
    expect(malloc_simple(F_LEN + 1)).toBe(0);
    expect(gd.malloc_ptr).toBe(0);
    expect(malloc_simple(F_LEN - word)).toBe(BASE);
    expect(malloc_simple(word + 1)).toBe(0);
    expect(malloc_simple(word)).toBe(BASE + F_LEN - word);
    expect(malloc_simple(1)).toBe(0);
    expect(gd.malloc_ptr).toBe(F_LEN);
    expect(malloc_simple(0)).toBe(BASE + F_LEN);
  });

  test.each([-1, -(2 ** 31), 2 ** 31, 2 ** 32 - 1, Number.NaN])(
    'has no room for %d bytes',
    async (size) => {
      const { malloc_simple, memalign_simple, calloc_simple, gd } = await open();
      if (!(bits === 32 && Number.isNaN(size))) {
        expect(malloc_simple(size)).toBe(0);
        expect(memalign_simple(16, size)).toBe(0);
        expect(calloc_simple(1, size)).toBe(0);
        expect(gd.malloc_ptr).toBe(0);
      }
    },
  );

  test('memalign_simple aligns the address, not the offset', async () => {
    const { memalign_simple, malloc_simple, gd } = await open();
    gd.malloc_base = BASE + word;
    malloc_simple(1);
    expect(memalign_simple(64, 10)).toBe(BASE + 64);
    expect(gd.malloc_ptr).toBe(64 + (bits === 64 ? 16 : 12) - word);
    expect(memalign_simple(4096, 10)).toBe(BASE + 4096);
    expect(memalign_simple(16384, 10)).toBe(0);
    expect(gd.malloc_ptr).toBe(4096 + (bits === 64 ? 16 : 12) - word);
  });

  test('memalign_simple to a negative number asks for more than there is', async () => {
    const { malloc_simple, memalign_simple, gd } = await open();
    malloc_simple(44);
    for (const align of [-1, -16, -4096]) expect(memalign_simple(align, 8)).toBe(0);
    expect(gd.malloc_ptr).toBe(bits === 64 ? 48 : 44);
  });

  test('a pool may reach beyond 2 GiB', async () => {
    const { malloc_simple, gd } = await open();
    gd.malloc_limit = 0xc0000000;
    gd.malloc_ptr = 0x7ffffff0;
    expect(malloc_simple(0x20)).toBe(BASE + 0x7ffffff0);
    expect(gd.malloc_ptr).toBe(0x80000010);
    expect(malloc_simple(0x40000000)).toBe(0);
  });

  test('memalign_simple to 0 gives nothing and takes nothing', async () => {
    const { memalign_simple, gd } = await open();
    expect(memalign_simple(0, 16)).toBe(0);
    expect(gd.malloc_ptr).toBe(0);
  });

  test('calloc_simple zeroes what was asked for, and no more', async () => {
    const { calloc_simple, bytes } = await open(0xff);
    const mem = calloc_simple(3, 5);
    expect(mem).toBe(BASE);
    expect([...bytes.subarray(mem, mem + 16)]).toEqual([...Array(15).fill(0), 0xff]);
  });

  test.each([
    [65536, 65536],
    [2 ** 31, 2],
    [-1, 2],
    [2, -1],
    [-1, -1],
  ])('calloc_simple(%i, %i) is too much', async (count, size) => {
    const { calloc_simple, gd } = await open();
    expect(calloc_simple(count, size)).toBe(0);
    expect(gd.malloc_ptr).toBe(0);
  });

  test.each([
    [0, -1],
    [-1, 0],
  ])('calloc_simple(%i, %i) takes nothing', async (count, size) => {
    const { calloc_simple, gd } = await open();
    expect(calloc_simple(count, size)).toBe(BASE);
    expect(gd.malloc_ptr).toBe(0);
  });

  test('calloc_simple zeroes where the pool is when its base was moved', async () => {
    const { calloc_simple, gd, bytes } = await open(0xff);
    gd.malloc_base = BASE + F_LEN;
    expect(calloc_simple(2, 4)).toBe(BASE + F_LEN);
    expect([...bytes.subarray(BASE + F_LEN - 1, BASE + F_LEN + 9)]).toEqual([
      0xff,
      ...Array(8).fill(0),
      0xff,
    ]);
    expect(bytes[BASE]).toBe(0xff);
  });

  test('malloc_simple_info prints used and remaining bytes in hex', async () => {
    const { malloc_simple, malloc_simple_info } = await open();
    malloc_simple(0x123);
    const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    malloc_simple_info();
    const lines = log.mock.calls;
    log.mockRestore();
    const used = bits === 64 ? 0x128 : 0x124;
    const remain = (F_LEN - used).toString(16);
    expect(lines).toEqual([[`malloc_simple: ${used.toString(16)} bytes used, ${remain} remain`]]);
  });
});
