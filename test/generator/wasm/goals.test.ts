import { brotliCompressSync } from 'node:zlib';

import { expect, test } from '@jest/globals';

import { wasmGoal } from '../../../generator/lower-phase.ts';
import type { Goal } from '../../../generator/wasm/index.ts';
import { buildOptions, SMALL, type OptionChanges } from '../../support/build-options.ts';
import { lowered } from '../../support/lowered.ts';

const SHORT: OptionChanges = { SMALLCHUNKS_AS_FUNCS: true };
const SIX = ['mem_malloc_init', 'malloc', 'free', 'realloc', 'calloc', 'memalign'];

/** The heap of six functions at byte 0. */
async function sizesFor(
  goal: Goal,
  changes: OptionChanges = SHORT,
): Promise<{ readonly raw: number; readonly brotli: number }> {
  const { wasm } = await lowered(buildOptions(32, changes), { goal, address: 0, exports: SIX });
  return { raw: wasm.length, brotli: brotliCompressSync(wasm).length };
}

test('a short module repeats what the frequent calls need, within 1400 bytes', async () => {
  const [least, short] = [await sizesFor('least'), await sizesFor('size')];
  expect(short.raw).toBeGreaterThan(least.raw);
  expect(short.raw).toBeLessThanOrEqual(2900);
  expect(short.brotli).toBeLessThanOrEqual(1400);
});

test('a short module masks no address that is passed', async () => {
  expect((await sizesFor('least', SMALL)).raw).toBeLessThanOrEqual(1370);
});

test('the module is the shortest that there is where room is little', () => {
  const goalOf = (value: 'n' | 'y', changes: OptionChanges): Goal =>
    wasmGoal({ get: () => ({ value }) }, buildOptions(32, changes));
  expect(goalOf('y', SHORT)).toBe('size');
  expect(goalOf('y', SMALL)).toBe('least');
  expect(goalOf('n', SMALL)).toBe('least');
  expect(goalOf('n', SHORT)).toBe('least');
  expect(goalOf('n', {})).toBe('speed');
});
