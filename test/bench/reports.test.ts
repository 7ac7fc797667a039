import { describe, expect, test } from '@jest/globals';
import { parseDeopts } from '../../bench/growth/deopts.ts';
import { growthExponent } from '../../bench/growth/fit.ts';
import { asciiPlot, svgPlot } from '../../bench/growth/plot.ts';
import { fillBlocks } from '../../bench/fill-blocks.ts';
import { goalLine, isMet } from '../../bench/goal.ts';
import { median } from '../../bench/median.ts';
import { barChart } from '../../bench/speed/chart.ts';
import { recordFor } from '../../bench/speed/c-dlmalloc.ts';
import { groupRatios, reportText } from '../../bench/speed/report.ts';
import { VIEWS, geometricMean, ratiosTo, type Result } from '../../bench/speed/results.ts';
import { SPEED_TRACES } from '../../bench/speed/speed-traces.ts';
import { pairsOf, unitsOf } from '../../bench/speed/units.ts';
import { tableText } from '../../bench/table.ts';

const timing = (best: number) => ({ best, first: best * 10, warmUpRounds: 0, rounds: 1 });
const result = (contestant: string, trace: string, best?: number): Result => ({
  contestant,
  trace,
  timings: best === undefined ? {} : { steady: timing(best), cold: timing(best * 2) },
  atLeast: 32,
});

describe('ratios', () => {
  const results = [
    result('ours', 'a', 1),
    result('ours', 'b', 8),
    result('tlsf', 'a', 2),
    result('tlsf', 'b', 4),
    result('slow', 'a', 4),
    result('slow', 'b'),
  ];
  const pair = (c: number, tlsf: number) => ({ c, tlsf });
  const record = {
    machine: 'another machine',
    node: '20.1.0',
    times: { steady: { a: pair(10, 20), b: pair(10, 40) }, cold: { a: pair(1, 1) } },
  };

  test('are times over those of C, by trace, with a geometric mean and the extremes', () => {
    const [ours, tlsf, slow] = ratiosTo({ a: 2, b: 4 }, results, 'steady');
    expect(ours).toEqual({
      contestant: 'ours',
      byTrace: { a: 0.5, b: 2 },
      mean: 1,
      lowest: 0.5,
      highest: 2,
      isLowerBound: false,
    });
    expect(tlsf?.mean).toBe(1);
    expect(slow).toMatchObject({ byTrace: { a: 2, b: 8 }, isLowerBound: true });
    expect(slow?.mean).toBeCloseTo(4);
  });

  test('without C, TLSF of this run stands for it as it did when both were recorded', () => {
    // ours ÷ TLSF ÷ (C ÷ TLSF)
    expect(unitsOf(results, 'steady', record)).toEqual({ a: 1, b: 1 });
    expect(ratiosTo(unitsOf(results, 'steady', record), results, 'steady')[0]?.byTrace).toEqual({
      a: 1 / 2 / (10 / 20),
      b: 8 / 4 / (10 / 40),
    });
    expect(unitsOf(results, 'cold', record)).toEqual({ a: 4 });
    expect(unitsOf(results, 'first round', record)).toEqual({});
    expect(unitsOf(results, 'steady', undefined)).toEqual({});
  });

  test('C that took part is the unit, and is what is recorded', () => {
    const withC = [...results, result('C dlmalloc', 'a', 5)];
    expect(unitsOf(withC, 'steady', undefined)).toEqual({ a: 5 });
    expect(unitsOf(withC, 'first round', record)).toEqual({ a: 50 });
    expect(pairsOf(withC, 'cold')).toEqual({ a: { c: 10, tlsf: 4 } });
  });

  test('the record of the nearest Node.js counts', () => {
    const later = { ...record, node: '26.0.0' };
    expect(recordFor('22.9.1', [later, record])).toBe(record);
    expect(recordFor('24.0.0', [record, later])).toBe(later);
    expect(recordFor('24.0.0', [])).toBeUndefined();
  });

  test('each speed trace has a record of C for Node.js 20 and a later one', () => {
    for (const node of ['20.0.0', '26.0.0']) {
      const found = recordFor(node);
      expect(found?.node.split('.')[0]).toBe(node.split('.')[0]);
      for (const view of VIEWS) {
        expect(Object.keys(found?.times[view] ?? {})).toEqual(SPEED_TRACES.map(({ name }) => name));
      }
    }
  });

  test('held-out traces and those in sight are reported apart, each mean with its extremes', () => {
    const traces = [
      { name: 'a', kind: 'shell', isHeldOut: true },
      { name: 'b', kind: 'shell', isHeldOut: false },
    ];
    const units = { steady: { a: 2, b: 4 }, cold: {}, 'first round': {} };
    const report = { machine: 'm', source: 's', traces, results, units, goals: [] };
    expect(groupRatios(report, 'steady', true)[0]).toMatchObject({ mean: 0.5 });
    expect(groupRatios(report, 'steady', false)[0]).toMatchObject({ mean: 2 });
    const text = reportText(report, 'markdown');
    expect(text).toContain('| held out, steady, C dlmalloc = 1 | ours | tlsf | slow |');
    expect(text).toContain('| in sight, steady, C dlmalloc = 1 | ours | tlsf | slow   |');
    expect(text.match(/^\| geometric mean .*\n\| lowest .*\n\| highest /gm)).toHaveLength(2);
    expect(text).toMatch(/^b\nours {7}█+▍ 2\.00\n/m);
  });

  test('means and medians', () => {
    expect(geometricMean([2, 8])).toBeCloseTo(4);
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
  });
});

describe('goals', () => {
  const goal = { what: 'default-32', value: 1900, limit: 1900, unit: 'B' } as const;

  test('are met at the limit and not beyond it, nor without a value', () => {
    expect(isMet(goal)).toBe(true);
    expect(isMet({ ...goal, value: 1901 })).toBe(false);
    expect(isMet({ ...goal, value: Number.NaN })).toBe(false);
  });

  test('are one line each', () => {
    expect(goalLine(goal)).toBe('pass  default-32: 1900 B, goal ≤ 1900 B');
    expect(goalLine({ ...goal, value: 1.234, limit: 1.08, unit: '' })).toBe(
      'FAIL  default-32: 1.23, goal ≤ 1.08',
    );
  });
});

const points = (time: (n: number) => number) =>
  [10, 100, 1000, 10_000].map((n) => ({ n, nanoseconds: time(n) }));

describe('growth', () => {
  test('the exponent tells O(n) from O(log n)', () => {
    expect(growthExponent(points((n) => 3 * n))).toBeCloseTo(1);
    expect(growthExponent(points(() => 50))).toBeCloseTo(0);
    expect(growthExponent(points((n) => 20 * Math.log2(n)))).toBeLessThan(0.25);
  });

  test('plots show each series', () => {
    const series = [
      { name: 'flat', points: points(() => 50) },
      { name: 'steep', points: points((n) => n * 10) },
    ];
    const ascii = asciiPlot(series, 'chunks').split('\n');
    expect(ascii.filter((line) => /│.*a/.test(line))).toHaveLength(1);
    expect(ascii.filter((line) => /│.*b/.test(line))).toHaveLength(4);
    const svg = svgPlot(series, 'chunks');
    expect(svg.match(/<circle/g)).toHaveLength(8);
    expect(svg).toContain('>steep</text>');
  });
});

const bailout = (name: string, reason: string) =>
  `[bailout (kind: deopt-eager, reason: ${reason}): begin. deoptimizing 0x1 <JSFunction ${name} (sfi = 0x2)>, <Code TURBOFAN>, opt id 1]\n`;

describe('deoptimisations', () => {
  test('are counted by phase, function and reason', () => {
    const output =
      bailout('before', 'wrong map') +
      'phase: steady: one\n' +
      'phase: two\n' +
      bailout('malloc', 'wrong map') +
      '[bailout end. took 0.1 ms]\n' +
      bailout('malloc', 'wrong map') +
      bailout('free', 'Insufficient type feedback for binary operation');
    expect(parseDeopts(output)).toEqual([
      { name: 'steady: one', count: 0, reasons: {} },
      {
        name: 'two',
        count: 3,
        reasons: {
          'malloc: wrong map': 2,
          'free: Insufficient type feedback for binary operation': 1,
        },
      },
    ]);
  });
});

describe('tables and charts', () => {
  test('a Markdown table puts numbers to the right', () => {
    const columns = [
      { title: 'name', value: (row: { a: string; b: number }) => row.a },
      { title: 'n', value: (row: { a: string; b: number }) => row.b },
    ];
    expect(tableText(columns, [{ a: 'x', b: 5 }], 'markdown')).toBe(
      '| name |   n |\n| ---- | --: |\n| x    |   5 |',
    );
  });

  test('bars have lengths in proportion, and one beyond the limit is marked', () => {
    const bars = [1, 2, 9].map((value) => ({ name: `n${value}`, value, text: '' }));
    const [one = '', two = '', nine = ''] = barChart(bars, 2).split('\n');
    expect(two.match(/█/g)).toHaveLength(50);
    expect(one.match(/█/g)).toHaveLength(25);
    expect(nine).toContain('█»');
  });
});

describe('fillBlocks', () => {
  const page =
    'a\n<!-- npm run x -- --format markdown -->\nold\n<!-- end -->\nb\n<!-- npm run y --  -->\n<!-- end -->\n';

  test('puts what a command prints between the marks', () => {
    const asked: unknown[] = [];
    const filled = fillBlocks(page, (script, args) => {
      asked.push([script, args]);
      return script === 'x' ? '| $1 |\n' : undefined;
    });
    expect(asked).toEqual([
      ['x', ['--format', 'markdown']],
      ['y', []],
    ]);
    expect(filled).toBe(page.replace('old\n', () => '\n| $1 |\n\n'));
    expect(fillBlocks(filled, () => undefined)).toBe(filled);
  });
});
