import { expect, test } from '@jest/globals';

import { changesOf } from '../../../generator/specialise/passes/changes.ts';
import { parse } from './parsed.ts';

test('the changes of a program are in its order', () => {
  const { program } = parse('let a = 1;\nlet b = 2;\nlet c = 3;\nlet d = 4;\nlet e = 5;');
  const [a, b, c, d, e] = program.declarations;
  const before = { ...program, declarations: [a!, b!, c!] };
  const after = { ...program, declarations: [{ ...b! }, d!, e!] };
  const { added, changed, removed } = changesOf(before, after);
  const names = [added, changed, removed].map((list) => list.map(({ name }) => name));
  expect(names).toEqual([['d', 'e'], ['b'], ['a', 'c']]);
});
