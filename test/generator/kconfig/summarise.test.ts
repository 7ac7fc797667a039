import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { formatOmitted, summariseDiagnostics } from '../../../generator/kconfig/index.ts';

const many = (count: number, code: string, severity = 'note'): { code: string; severity: string; at: number }[] =>
  Array.from({ length: count }, (_, at) => ({ code, severity, at }));

describe('diagnostics of one kind', () => {
  test('are counted after the first few', () => {
    const list = many(40, 'value-not-taken');
    expect(summariseDiagnostics(list, 3)).toEqual({
      shown: list.slice(0, 3),
      omitted: [{ code: 'value-not-taken', severity: 'note', count: 37 }],
    });
  });

  test.each([0, 1, 3, 4])('are all shown where there are %d', (count) => {
    const list = many(count, 'reassigned');
    expect(summariseDiagnostics(list, 3)).toEqual({ shown: list, omitted: [] });
  });

  test('do not hide another kind, nor another severity of the same code', () => {
    const [first, ...rest] = many(9, 'reassigned');
    const strict = many(1, 'reassigned', 'error')[0]!;
    const other = many(1, 'wrong-type')[0]!;
    const { shown, omitted } = summariseDiagnostics([first!, ...rest, strict, other], 1);
    expect(shown).toEqual([first, strict, other]);
    expect(omitted.map(formatOmitted)).toEqual(['8 more notes of this kind [reassigned]']);
  });

  test('are counted in the order in which the kinds first occur', () => {
    const [a, b] = [many(4, 'a'), many(4, 'b')];
    const mixed = [a[0]!, b[0]!, b[1]!, b[2]!, a[1]!, b[3]!, a[2]!, a[3]!];
    expect(summariseDiagnostics(mixed, 1).omitted.map(({ code }) => code)).toEqual(['a', 'b']);
  });

  test('are never lost', () => {
    const diagnostic = fc.record({
      code: fc.constantFrom('a', 'b', 'c'),
      severity: fc.constantFrom('note', 'warning'),
    });
    fc.assert(
      fc.property(fc.array(diagnostic, { maxLength: 60 }), fc.integer({ min: 1, max: 6 }), (list, few) => {
        const { shown, omitted } = summariseDiagnostics(list, few);
        const left = omitted.reduce((sum, { count }) => sum + count, 0);
        expect(shown.length + left).toBe(list.length);
        expect(omitted.every(({ count }) => count > 1)).toBe(true);
      }),
    );
  });
});
