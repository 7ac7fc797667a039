import { expect, test } from '@jest/globals';

import { DIGEST, programDigest, withDigest } from '../../src/program-digest.ts';

test('modules that are not bundled have no digest; a bundle gets one in place of as many characters', () => {
  expect(programDigest()).toBeUndefined();
  const digest = 'f'.repeat(64);
  expect(withDigest(`a = "${DIGEST}";`, () => digest)).toBe(`a = "${digest}";`);
  expect(DIGEST).toHaveLength(digest.length);
  for (const program of ['a = "";', `a = "${DIGEST}", b = "${DIGEST}";`]) {
    expect(() => withDigest(program, () => digest)).toThrow('once');
  }
});
