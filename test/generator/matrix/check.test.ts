import { describe, expect, test } from '@jest/globals';

import { baselineOf, checkMatrix, type Baseline } from '../../../generator/matrix/index.ts';
import { matrixOf, variant } from './sample.ts';

const ACCEPTED = matrixOf({ 'a/u-boot': variant(1000), 'b/spl': variant(400) });
const BASELINE = baselineOf(ACCEPTED);

function kinds(matrix: typeof ACCEPTED, baseline: Baseline = BASELINE, whole = true) {
  const check = checkMatrix(matrix, baseline, whole);
  return { holds: check.holds, kinds: check.verdicts.map(({ kind }) => kind) };
}

describe('a matrix holds', () => {
  test('where nothing changed', () => {
    expect(kinds(ACCEPTED)).toEqual({ holds: true, kinds: ['same', 'same'] });
  });

  test('where a variant became smaller', () => {
    const smaller = matrixOf({ 'a/u-boot': variant(900), 'b/spl': variant(400) });
    expect(kinds(smaller)).toEqual({ holds: true, kinds: ['changed', 'same'] });
  });

  test('where only compressed bytes grew, within their noise', () => {
    const { sizes } = variant(1000);
    const noisy = (brotli: number) =>
      matrixOf({
        'a/u-boot': variant(1000, { sizes: { ...sizes, brotli: sizes.brotli + brotli } }),
        'b/spl': variant(400),
      });
    expect(kinds(noisy(16)).holds).toBe(true);
    expect(kinds(noisy(17)).holds).toBe(false);
  });

  test('where a part of all configurations lacks the others', () => {
    const part = matrixOf({ 'a/u-boot': variant(1000) });
    expect(kinds(part, BASELINE, false)).toEqual({ holds: true, kinds: ['same'] });
  });
});

describe('a matrix does not hold', () => {
  test('where one raw byte came', () => {
    const grown = matrixOf({ 'a/u-boot': variant(1001), 'b/spl': variant(400) });
    const check = checkMatrix(grown, BASELINE, true);
    expect(check.holds).toBe(false);
    expect(check.verdicts[0]).toMatchObject({
      kind: 'changed',
      tooLarge: true,
      changes: [
        { measure: 'raw', before: 1000, after: 1001, allowed: 0 },
        { measure: 'gzip', before: 500, after: 500.5, allowed: 16 },
        { measure: 'brotli', before: 250, after: 250.25, allowed: 16 },
      ],
      difference: { functions: [{ name: 'malloc', before: 990, after: 991, delta: 1 }] },
    });
  });

  test('where one appeared, vanished or failed', () => {
    const more = matrixOf({ ...ACCEPTED.variants, 'c/u-boot': variant(1) });
    expect(kinds(more)).toEqual({ holds: false, kinds: ['same', 'same', 'appeared'] });
    const fewer = matrixOf({ 'a/u-boot': variant(1000) });
    expect(kinds(fewer)).toEqual({ holds: false, kinds: ['same', 'vanished'] });
    const failure = { configuration: 'b', code: 'length', message: 'b: no' };
    expect(kinds({ ...fewer, failures: [failure] })).toEqual({ holds: false, kinds: ['same'] });
  });
});

describe('a tolerance', () => {
  const grown = matrixOf({ 'a/u-boot': variant(1010), 'b/spl': variant(400) });
  const allowing = (bytes: number, percent: number): Baseline => ({
    ...BASELINE,
    tolerance: { ...BASELINE.tolerance, raw: { bytes, percent } },
  });

  test.each([
    [9, 0, false],
    [10, 0, true],
    [0, 0.9, false],
    [0, 1, true],
    [9, 1, true],
  ])('of %i bytes or %f %% allows ten of a thousand: %s', (bytes, percent, holds) => {
    expect(kinds(grown, allowing(bytes, percent)).holds).toBe(holds);
  });

  test('of one variant stands in place of the common one, and stays when sizes are accepted', () => {
    const entry = BASELINE.variants['a/u-boot']!;
    const own = { ...entry, tolerance: { raw: { bytes: 10, percent: 0 } } };
    const baseline = { ...BASELINE, variants: { ...BASELINE.variants, 'a/u-boot': own } };
    expect(kinds(grown, baseline).holds).toBe(true);
    expect(baselineOf(grown, baseline).variants['a/u-boot']?.tolerance).toEqual(own.tolerance);
  });
});

describe('a budget', () => {
  test('is of a configuration or of one phase, which counts more', () => {
    const budgets = { a: { raw: 1100, brotli: 200 }, 'a/u-boot': { brotli: 260 } };
    const check = checkMatrix(ACCEPTED, { ...BASELINE, budgets }, true);
    expect(check.budgets).toEqual([
      { configuration: 'a', phase: 'u-boot', measure: 'raw', limit: 1100, size: 1000, slack: 100 },
      { configuration: 'a', phase: 'u-boot', measure: 'brotli', limit: 260, size: 250, slack: 10 },
    ]);
    expect(check.holds).toBe(true);
  });

  test('that is exceeded fails the check', () => {
    const budgets = { 'b/spl': { raw: 399 }, c: { raw: 1 } };
    const check = checkMatrix(ACCEPTED, { ...BASELINE, budgets }, true);
    expect(check).toMatchObject({ holds: false, unusedBudgets: ['c'] });
    expect(check.budgets[0]?.slack).toBe(-1);
  });

  test('that is of no configuration fails the check, unless others were left out', () => {
    const baseline = { ...BASELINE, budgets: { c: { raw: 1 } } };
    expect(checkMatrix(ACCEPTED, baseline, true).holds).toBe(false);
    expect(checkMatrix(ACCEPTED, baseline, false)).toMatchObject({
      holds: true,
      unusedBudgets: [],
    });
  });

  test('of a configuration that failed is not said to be of none', () => {
    const failed = { ...ACCEPTED, failures: [{ configuration: 'c', code: 'x', message: 'no' }] };
    const budgets = { c: { raw: 1 }, 'c/spl': { raw: 1 } };
    expect(checkMatrix(failed, { ...BASELINE, budgets }, true).unusedBudgets).toEqual([]);
  });
});
