import { describe, expect, test } from '@jest/globals';

import {
  formatImportId,
  IMPORT_ID,
  parseImportId,
  splitImport,
  UnknownPhaseError,
  UnknownQueryError,
} from '../../../src/imports/import-id.ts';

test.each([
  ['/a/heap.defconfig', 'u-boot'],
  ['/a/heap_defconfig', 'u-boot'],
  ['/a/heap.defconfig?phase=u-boot', 'u-boot'],
  ['/a/heap.defconfig?phase=spl', 'spl'],
  ['/a/heap.defconfig?t=1700000000000&phase=vpl', 'vpl'],
  ['/a/heap.defconfig?v=abc', 'u-boot'],
])('%s is a variant of %s', (id, phase) => {
  expect(id).toMatch(IMPORT_ID);
  expect(parseImportId(id)).toEqual({ path: id.replace(/\?.*/, ''), phase });
});

test.each([
  '\0/a/heap.defconfig?commonjs-proxy',
  '/a/heap.defconfig.js',
  '/a/defconfig',
  '/a/heap_defconfig/index.js',
  '/a/malloc.ts?from=heap.defconfig',
])('%s is none', (id) => {
  expect(parseImportId(id)).toBeUndefined();
  expect(splitImport(id)).toBeUndefined();
});

test.each(['?raw', '?phase=spl&url', '?phase=u-boot&x=1', '?phase=spl&phase=tpl'])(
  '%s is refused, and kept where an import is only resolved',
  (query) => {
    const id = `/a/heap.defconfig${query}`;
    expect(splitImport(id)).toEqual({ path: '/a/heap.defconfig', query });
    expect(() => parseImportId(id)).toThrow(new UnknownQueryError(`heap.defconfig${query}`));
    expect(() => parseImportId(id)).toThrow(
      `heap.defconfig${query}: a configuration has no query but one ?phase=NAME. ` +
        'Import heap.defconfig, or heap.defconfig?phase=spl for another phase.',
    );
  },
);

test('all ways to name a variant become one id', () => {
  const ids = ['./x.defconfig', './x.defconfig?phase=u-boot', './x.defconfig?t=1'];
  expect(new Set(ids.map((id) => formatImportId(parseImportId(id)!)))).toEqual(
    new Set(['./x.defconfig']),
  );
  expect(formatImportId({ path: './x.defconfig', phase: 'tpl' })).toBe('./x.defconfig?phase=tpl');
});

describe('an unknown phase', () => {
  test('is an error with the one that is meant, without the folder', () => {
    expect(() => parseImportId('/a/x.defconfig?phase=slp')).toThrow(
      new UnknownPhaseError('/a/x.defconfig?phase=slp', 'slp'),
    );
    expect(() => parseImportId('/a/x.defconfig?phase=slp')).toThrow(
      /^x\.defconfig\?phase=slp: there is no phase 'slp'\. Did you mean \?phase=spl\?$/,
    );
  });

  test('without a similar one, is an error with all', () => {
    expect(() => parseImportId('/a/x.defconfig?phase=kernel')).toThrow(
      /There are u-boot, spl, tpl, vpl\.$/,
    );
  });

  test('is kept where an import is only resolved', () => {
    expect(splitImport('./x.defconfig?phase=slp')).toEqual({
      path: './x.defconfig',
      query: '?phase=slp',
    });
  });
});
