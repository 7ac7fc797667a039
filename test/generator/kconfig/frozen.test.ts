import { expect, test } from '@jest/globals';
import { configureText, load } from './trees.ts';

test('diagnostics cannot be changed from outside', () => {
  const tree = load('config A\n');
  const configuration = configureText('config A\n\tbool "a"\n', 'nonsense\n');
  for (const { diagnostics } of [tree, configuration]) {
    expect(diagnostics).toHaveLength(1);
    expect(() => (diagnostics as unknown[]).pop()).toThrow(TypeError);
    expect(() => Object.assign(diagnostics[0]!, { message: '' })).toThrow(TypeError);
  }
});
