/*
 * gd where a phase has malloc_simple and nothing else: in malloc.js its properties are variables.
 */
import { describe, expect, test } from '@jest/globals';
import { bundle } from '../../../../generator/measure/bundle.ts';
import { BOTH_BUILDS } from '../../../support/both-builds.ts';
import { F_LEN, buildOptions } from '../../../support/build-options.ts';
import { specialised } from '../../../support/specialised.ts';

const BASE = 0x1000;
const SIMPLE = buildOptions(32, { SYS_MALLOC_F: true, SYS_MALLOC_SIMPLE: true });

describe.each(BOTH_BUILDS)('%s', (_, load) => {
  async function open() {
    const allocator = await load(SIMPLE);
    allocator.initf_malloc(new ArrayBuffer(65536), BASE);
    return { ...allocator, gd: allocator.gd };
  }

  test('says what the allocator does', async () => {
    const { gd, malloc } = await open();
    malloc(5);
    expect({ ...gd }).toEqual({
      flags: 0,
      malloc_base: BASE,
      malloc_limit: F_LEN,
      malloc_ptr: 8,
    });
  });

  test('tells the allocator what to do', async () => {
    const { gd, malloc, memalign } = await open();
    gd.malloc_ptr = 64;
    expect(malloc(8)).toBe(BASE + 64);
    gd.malloc_base = 0x2000;
    expect(malloc(8)).toBe(0x2000 + 72);
    gd.malloc_limit = 80;
    expect(malloc(1)).toBe(0);
    gd.flags |= 4;
    gd.malloc_limit += 2;
    expect(memalign(2, 1)).toBe(0x2000 + 80);
    expect({ ...gd }).toEqual({
      flags: 4,
      malloc_base: 0x2000,
      malloc_limit: 82,
      malloc_ptr: 84,
    });
  });
});

test('a program that does not import it has nothing of it', async () => {
  const { javascript, measured } = specialised(SIMPLE);
  expect((await bundle(javascript, [...measured, 'gd'])).text).toMatch(/malloc_(base|limit|ptr)\b/);
  expect((await bundle(javascript, measured)).text).not.toMatch(/malloc_(base|limit|ptr)\b/);
});
