import { expect, test } from '@jest/globals';

import { joinPath } from '../../../generator/text/paths.ts';

test.each([
  ['', 'a', 'a'],
  ['', '', '.'],
  ['.', 'a/b', 'a/b'],
  ['a', 'b', 'a/b'],
  ['a', '', 'a'],
  ['a/', 'b', 'a/b'],
  ['a//b', 'c', 'a/b/c'],
  ['a', './b', 'a/b'],
  ['a', 'b/.', 'a/b'],
  ['a', '../b', 'b'],
  ['a', '../../b', '../b'],
  ['a', 'b/..', 'a'],
  ['..', 'a', '../a'],
  ['a', '..b/.c/...', 'a/..b/.c/...'],
  ['/a', 'b', '/a/b'],
  ['//a', 'b', '/a/b'],
  ['/', 'b', '/b'],
  ['/a', '../../b', '/b'],
  ['', '/a/./b', '/a/b'],
  ['\\a', 'b', '/\\a/b'],
  ['C:/a', 'b', 'C:/a/b'],
])('%p and %p make %p', (folder, path, joined) => {
  expect(joinPath(folder, path)).toBe(joined);
});
