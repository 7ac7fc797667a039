import { describe, expect, test } from '@jest/globals';

import textWidth from '../../../src/bundle/text-width.ts';

describe('the width of a text', () => {
  test.each([
    ['', 0],
    ['--defconfig', 11],
    ['FRAGMENT…', 9],
    [' [a-z] ~', 8],
  ])('of %j is %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  test.each(['\u{1F600}', 'e\u0301', '\u001B[1mbold\u001B[22m', 'a\nb', '漢'])(
    'of %j is left to string-width',
    (text) => {
      const asked: string[] = [];
      const scope = globalThis as { require?: unknown };
      scope.require = () => ({ default: (one: string) => asked.push(one) });
      try {
        textWidth(text);
      } finally {
        delete scope.require;
      }
      expect(asked).toEqual([text]);
    },
  );
});
