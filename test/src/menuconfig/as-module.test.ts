import { expect, test } from '@jest/globals';

import { loadKconfig, type KconfigTree } from '../../../generator/kconfig/index.ts';
import { Sitting } from './sitting.ts';

const OPTIONS = 'config A\n\tbool "a"\nconfig B\n\ttristate "b"\n';
const MODULES = 'config MODULES\n\tbool "modules"\n\toption modules\n';

function treeOf(text: string): KconfigTree {
  const files = { read: () => text, exists: () => true, list: () => [] };
  return loadKconfig({ file: 'Kconfig', files, env: {} });
}

test.each([
  ['a bool', OPTIONS + MODULES, 'home', 'A is a bool: only a tristate can be m'],
  ['without MODULES', MODULES + OPTIONS, 'end', 'B cannot be m: that needs MODULES=y'],
  ['in a tree without modules', OPTIONS, 'end', 'B cannot be m: this tree has no modules'],
])('m on %s says what it needs', (_, text, row, sentence) => {
  const sitting = new Sitting({ tree: treeOf(text) }).press(row, 'm');
  expect(sitting.model.notice?.text).toBe(sentence);
});
