import { describe, expect, test } from '@jest/globals';

import { configure, parseCondition, parseDefconfig } from '../../../generator/kconfig/index.ts';
import { load } from './trees.ts';

const TREE = load(`config MODULES
	bool "m"
	option modules

config A
	tristate "a"

config B
	tristate "b"
	depends on A

config N
	int "n"

config S
	string "s"

config UNUSED
	bool "u"
	depends on NOWHERE
`);

const CONFIGURATION = configure(
  TREE,
  parseDefconfig('CONFIG_MODULES=y\nCONFIG_A=m\nCONFIG_N=10\nCONFIG_S="ten"\n', 'x'),
);

describe('a condition has the value that the tree would give it', () => {
  test.each([
    ['MODULES', 'y'],
    ['A', 'm'],
    ['!A', 'm'],
    ['A && MODULES', 'm'],
    ['A || MODULES', 'y'],
    ['B', 'n'],
    ['!B && !UNUSED', 'y'],
    ['A = m', 'y'],
    ['A > B', 'y'],
    ['A != y && N = 10', 'y'],
    ['N = 0xa', 'y'],
    ['N < 9', 'n'],
    ['N', 'n'],
    ['S = "ten"', 'y'],
    ["S = 'eleven'", 'n'],
    ['m', 'm'],
    ['!(A && (B || N >= 11))', 'y'],
  ])('%s is %s', (text, value) => {
    expect(parseCondition(text, TREE).evaluate(CONFIGURATION)).toBe(value);
  });
});

test('a name that a tree mentions and does not define is none', () => {
  expect(() => parseCondition('NOWHERE', TREE)).toThrow(/NOWHERE: the tree has no such symbol/);
});

test('a condition can be put to many configurations', () => {
  const condition = parseCondition('A', TREE);
  expect(condition.evaluate(configure(TREE, undefined, { mode: 'allyesconfig' }))).toBe('y');
  expect(condition.evaluate(configure(TREE, undefined, { mode: 'allnoconfig' }))).toBe('n');
});
