import { gzipSync } from 'node:zlib';

import { expect, test } from '@jest/globals';

import { unusualFormats } from '../../../generator/measure/index.ts';
import { brotliSize, gzipSize } from '../../../generator/measure/compress.ts';

const FORMATS = ['gzip', 'brotli'] as const;

test('Node.js counts as it always did', () => {
  expect(unusualFormats(FORMATS)).toEqual([]);
});

test('a runtime that finds other matches counts otherwise', () => {
  const gzip = (content: Uint8Array): number => gzipSync(content, { level: 1 }).byteLength;
  const brotli = (content: Uint8Array): number => brotliSize(content) + 1;
  expect(unusualFormats(FORMATS, { gzip, brotli: brotliSize })).toEqual(['gzip']);
  expect(unusualFormats(FORMATS, { gzip: gzipSize, brotli })).toEqual(['brotli']);
  expect(unusualFormats(['brotli'], { gzip, brotli: brotliSize })).toEqual([]);
});
