import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  compareValues,
  formatNumber,
  isValidText,
  leadingNumber,
} from '../../../generator/kconfig/values/numbers.ts';
import { editDistance, indexNames, nearest, nearestInIndex } from '../../../generator/text/suggest.ts';

describe('numbers', () => {
  test.each([
    ['int', '0', true],
    ['int', '-0', true],
    ['int', '-12', true],
    ['int', '007', false],
    ['int', '+1', false],
    ['int', '1 ', false],
    ['int', '', false],
    ['hex', '0x1F', true],
    ['hex', '0X1f', true],
    ['hex', '1f', true],
    ['hex', '0x', false],
    ['hex', '4M', false],
    ['string', '', true],
    ['bool', 'yes', true],
    ['bool', '', false],
    ['unknown', '1', false],
  ] as const)('%s %j is a value: %s', (type, text, valid) => {
    expect(isValidText(type, text)).toBe(valid);
  });

  test.each([
    ['12abc', 10, 12n],
    [' -7', 10, -7n],
    ['0x10', 10, 0n],
    ['0x10', 16, 16n],
    ['ff', 16, 255n],
    ['', 16, 0n],
    ['99999999999999999999', 10, (1n << 63n) - 1n],
    ['-99999999999999999999', 10, -(1n << 63n)],
  ] as const)('%j in base %i begins with %s', (text, base, value) => {
    expect(leadingNumber(text, base)).toBe(value);
  });

  test('a clamped hex is written as unsigned', () => {
    expect(formatNumber('hex', -1n)).toBe('0xffffffffffffffff');
    expect(formatNumber('int', -1n)).toBe('-1');
  });

  test.each([
    ['5', 'int', '10', 'unknown', -1],
    ['-1', 'int', '0x1', 'hex', 1],
    ['010', 'unknown', '8', 'int', 0],
    ['5', 'string', '10', 'string', 1],
    ['abc', 'string', 'abd', 'unknown', -1],
    ['y', 'bool', 'n', 'bool', 1],
    ['\uffff', 'string', '\u{1f600}', 'string', -1],
  ] as const)('%j (%s) beside %j (%s): %i', (left, leftType, right, rightType, order) => {
    expect(Math.sign(compareValues(left, leftType, right, rightType))).toBe(order);
  });
});

describe('the nearest name', () => {
  test.each([
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'abcd', 1],
    ['abc', 'xbc', 1],
    ['kitten', 'sitting', 3],
    ['ca', 'abc', 3],
  ])('%s and %s are %i apart', (a, b, distance) => {
    expect(editDistance(a, b, 9)).toBe(distance);
    expect(editDistance(b, a, 9)).toBe(distance);
  });

  test('beyond the limit, the limit and 1', () => {
    expect(editDistance('kitten', 'sitting', 1)).toBe(2);
  });

  test('is the same as without a limit, up to the limit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 12 });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 0, max: 4 }), (a, b, limit) => {
        const whole = editDistance(a, b, a.length + b.length);
        expect(editDistance(a, b, limit)).toBe(Math.min(whole, limit + 1));
        expect(editDistance(b, a, limit)).toBe(Math.min(whole, limit + 1));
      }),
    );
  });

  test('the nearest, the first of equals, none that is far', () => {
    const names = ['SYS_MALLOC_LEN', 'SYS_MALLOC_F_LEN', 'SYS_MALLOC_F'];
    expect(nearest('SYS_MALOC_LEN', names)).toBe('SYS_MALLOC_LEN');
    expect(nearest('SYS_MALLOC_G', names)).toBe('SYS_MALLOC_F');
    expect(nearest('DM', names)).toBeUndefined();
    expect(nearest('AX', ['AY', 'AZ'])).toBe('AY');
  });

  test('an index of names has the same nearest ones', () => {
    let state = 7;
    const below = (count: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % count;
    };
    const word = (letters: string, length: number): string =>
      Array.from({ length }, () => letters[below(letters.length)]).join('');
    const names = Array.from({ length: 300 }, () => word('AB_Q', 2 + below(14)));
    const index = indexNames(names);
    let found = 0;
    for (let run = 0; run < 300; run++) {
      const name = word('ABC_QR', 1 + below(15));
      expect([name, nearestInIndex(name, index)]).toEqual([name, nearest(name, names)]);
      if (nearest(name, names) !== undefined) found++;
    }
    expect(found).toBeGreaterThan(50);
    expect(found).toBeLessThan(290);
  });

  test('is not one that has only its other words in common', () => {
    expect(nearest('SPL_SPI_SUPPORT', ['SPL_XIP_SUPPORT'])).toBeUndefined();
    expect(nearest('SPL_MTD_SUPPORT', ['SPL_NAND_SUPPORT'])).toBeUndefined();
    expect(nearest('app_defconfig', ['mmap_defconfig'])).toBeUndefined();
    expect(nearest('SPL_SYS_MALOC_SIMPLE', ['SPL_SYS_MALLOC_SIMPLE'])).toBe('SPL_SYS_MALLOC_SIMPLE');
    expect(nearest('SYS_MALLOC_LENN', ['SYS_MALLOC_LEN'])).toBe('SYS_MALLOC_LEN');
    expect(nearest('SYSMALLOC_LEN', ['SYS_MALLOC_LEN'])).toBe('SYS_MALLOC_LEN');
  });
});
