/*
 * Addresses above 2 GiB, where a number with its highest bit set would turn negative in 32-bit
 * operations. The memory is only reserved: nothing but the heap's own words is touched.
 */
import { describe, expect, test } from '@jest/globals';
import { buildOptions, type Bits } from '../../support/build-options.ts';
import { loadTemplates } from '../../support/load-templates.ts';

const GIB = 2 ** 30;

describe.each<readonly [Bits, boolean]>([
  [64, true],
  [64, false],
  [32, true],
  [32, false],
])('%i bits, SIMPLE_SYSALLOC=%s', (bits, SIMPLE_SYSALLOC) => {
  const options = buildOptions(bits, {
    SYS_MALLOC_CLEAR_ON_INIT: false,
    NO_MALLINFO: false,
    INSECURE: false,
    SIMPLE_SYSALLOC,
  });

  test('a heap that starts above 2 GiB gives the addresses of one that does not', async () => {
    const allocator = await loadTemplates(options);
    const memory = new ArrayBuffer(3 * GIB);
    const replay = (start: number) => {
      allocator.mem_malloc_init(memory, start - allocator.MALLOC_STATE_SIZE, 2 ** 20);
      const a = allocator.malloc(100);
      const b = allocator.memalign(4096, 5000);
      allocator.free(a);
      const c = allocator.calloc(10, 1000);
      const d = allocator.realloc(c, 20_000);
      allocator.free(b);
      return [a, b, c, d, allocator.malloc(3000)].map((mem) => mem - start);
    };
    const low = replay(65_536);
    expect(replay(2.5 * GIB)).toEqual(low);
    expect(Math.min(...low)).toBeGreaterThan(0);
  });

  test('a heap of almost 3 GiB holds blocks larger than 2 GiB', async () => {
    const allocator = await loadTemplates(options);
    allocator.mem_malloc_init(new ArrayBuffer(3 * GIB), 0, 3 * GIB);
    const low = allocator.malloc(1000);
    const large = allocator.malloc(2.5 * GIB);
    const high = allocator.malloc(1000);
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(large + 2.5 * GIB - 1);
    expect(allocator.malloc_usable_size(large)).toBeGreaterThanOrEqual(2.5 * GIB);
    allocator.free(large);
    expect(allocator.malloc(2.5 * GIB)).toBe(large);
    for (const mem of [low, large, high]) allocator.free(mem);
    expect(allocator.mallinfo()).toMatchObject({ ordblks: 1, uordblks: 0 });
  });
});
