import { describe, expect, test } from '@jest/globals';
import { coveringArray, pairsOf, type Row } from './covering-array.ts';
import { randomBits } from './seed.ts';

const NAMES = Array.from({ length: 20 }, (_, i) => `N${String(i)}`);

function covered(names: readonly string[], rows: readonly Row[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => pairsOf(names, row)));
}

describe('coveringArray', () => {
  test('has all four pairs of values of every two names, in few rows', () => {
    const { rows, impossible } = coveringArray(NAMES, (row) => row, randomBits());
    expect(impossible).toEqual([]);
    expect(covered(NAMES, rows).size).toBe((NAMES.length * (NAMES.length - 1) * 4) / 2);
    expect(rows.length).toBeLessThan(20);
  });

  test('knows what dependencies rule out', () => {
    const settle = (row: Row): Row => ({
      ...row,
      B: row['A'] === true && row['B'] === true,
      C: row['A'] === true || row['C'] === true,
    });
    const names = ['A', 'B', 'C', 'D'];
    const { rows, impossible } = coveringArray(names, settle, randomBits());
    expect(impossible.toSorted()).toEqual(['A=false B=true', 'A=true C=false', 'B=true C=false']);
    expect(covered(names, rows).size).toBe(24 - 3);
    for (const row of rows) expect(settle(row)).toEqual(row);
  });

  test('is the same for the same seed', () => {
    const make = () => coveringArray(NAMES, (row) => row, randomBits()).rows;
    expect(make()).toEqual(make());
  });
});
