import { describe, expect, test } from '@jest/globals';

import { licenceTexts } from '../../../src/bundle/licences.ts';

describe('the licences beside the bundle', () => {
  test('are those of each package that a file belongs to, once and sorted', () => {
    const texts = licenceTexts([
      'node_modules/zod/v4/index.js',
      'dist/src/cli/run.js',
      'node_modules/yargs/index.mjs',
      'node_modules/zod/v4/core/core.js',
      'node_modules/prettier/standalone.mjs',
      'node_modules/@jridgewell/trace-mapping/dist/trace-mapping.mjs',
    ]);
    const titles = texts.split(/^-{80}\n\n/m).map((text) => text.split('\n', 1)[0]);
    expect(titles).toEqual([
      expect.stringMatching(/^@jridgewell\/trace-mapping \d/),
      expect.stringMatching(/^prettier \d/),
      expect.stringMatching(/^yargs \d/),
      expect.stringMatching(/^zod \d/),
    ]);
    expect(texts.match(/^permission is hereby granted/gim)).toHaveLength(4);
  });

  test('are listed once for a package that is there twice', () => {
    const files = ['node_modules/yargs/../../node_modules/zod/a.js', 'node_modules/zod/a.js'];
    expect(licenceTexts(files)).toBe(licenceTexts(files.slice(1)));
  });

  test('must be there', () => {
    expect(() => licenceTexts(['node_modules/.bin/x/index.js'])).toThrow();
  });
});
