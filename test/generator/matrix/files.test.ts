import { describe, expect, test } from '@jest/globals';

import {
  baselineOf,
  formatBaseline,
  MatrixError,
  mergeMatrices,
  parseBaseline,
  parseMatrix,
} from '../../../generator/matrix/index.ts';
import { matrixOf, variant } from './sample.ts';

const MATRIX = matrixOf({ 'a/u-boot': variant(1000), 'b/spl': variant(400) });
const BASELINE = baselineOf(MATRIX);

describe('a baseline', () => {
  test('reads back as it was written, one fact a line', () => {
    const text = formatBaseline(BASELINE);
    expect(parseBaseline(text, 'x.json')).toEqual(BASELINE);
    expect(parseBaseline(`\uFEFF${text}`, 'x.json')).toEqual(BASELINE);
    expect(text).toMatch(/^ {6}"sizes": \{\n {8}"raw": 1000,$/m);
  });

  test.each([
    ['', 'x.json is not JSON'],
    ['{', 'x.json is not JSON'],
    ['null', 'x.json is damaged: the file:'],
    ['{"schema": 2}', 'x.json has schema 2, and this mallocgen reads up to 1.'],
    ['{"schema": 1}', 'x.json is damaged: minifier:'],
    [formatBaseline(BASELINE).replace('"raw": 1000', '"raw": -1'), 'a/u-boot.sizes.raw:'],
    [formatBaseline(BASELINE).replace('a/u-boot', 'a/uboot'), 'a/uboot is not CONFIGURATION/PHASE'],
  ])('that is damaged is refused: %#', (text, message) => {
    expect(() => parseBaseline(text, 'x.json')).toThrow(MatrixError);
    expect(() => parseBaseline(text, 'x.json')).toThrow(message);
  });
});

describe('a matrix', () => {
  test('reads back as it was printed', () => {
    expect(parseMatrix(JSON.stringify(MATRIX), 'x.json')).toEqual(MATRIX);
    expect(parseMatrix(`\uFEFF${JSON.stringify(MATRIX)}`, 'x.json')).toEqual(MATRIX);
  });

  test.each([
    ['[', 'x.json is not JSON'],
    ['{"schema": 9}', 'x.json has schema 9'],
    [JSON.stringify({ ...MATRIX, rows: 1 }), 'x.json is not a matrix: rows:'],
    [JSON.stringify({ ...MATRIX, variants: {} }), 'a/u-boot has no variant'],
  ])('that is damaged is refused: %#', (text, message) => {
    expect(() => parseMatrix(text, 'x.json')).toThrow(message);
  });
});

describe('merging', () => {
  const part = (file: string, matrix: typeof MATRIX) => ({ file, matrix });
  const a = matrixOf({ 'a/u-boot': variant(1000) });
  const b = matrixOf({ 'b/spl': variant(400) });

  test('gives what one run would, in whatever order the parts come', () => {
    expect(mergeMatrices([part('1', a), part('2', b)])).toEqual(MATRIX);
    expect(mergeMatrices([part('2', b), part('1', a)])).toEqual(MATRIX);
  });

  test('refuses a row that is there twice, and parts of two programs', () => {
    expect(() => mergeMatrices([part('1', a), part('2', a)])).toThrow('a/u-boot is in 1 and 2.');
    const other = { ...b, generator: 'mallocgen 9' };
    expect(() => mergeMatrices([part('1', a), part('2', other)])).toThrow(
      '1 was made by mallocgen 0.1.0 and 2 by mallocgen 9.',
    );
  });
});
