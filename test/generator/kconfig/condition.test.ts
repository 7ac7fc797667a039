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

describe('the sets of values that make a condition hold', () => {
  test.each([
    ['UNUSED', [{ UNUSED: 'y' }]],
    ['!UNUSED && A', [{ UNUSED: 'n', A: 'y' }]],
    ['UNUSED || A = m', [{ UNUSED: 'y' }, { A: 'm' }]],
    ['!(UNUSED || A) && (B || MODULES)', [
      { UNUSED: 'n', A: 'n', B: 'y' },
      { UNUSED: 'n', A: 'n', MODULES: 'y' },
    ]],
    ['A != y', [{ A: 'm' }, { A: 'n' }]],
    ['N >= 10', [{}]],
    ['N > 10', [{ N: '11' }]],
    ['12 <= N', [{ N: '12' }]],
    ['N = 0x20', [{ N: '32' }]],
    ['!(N >= 10)', [{ N: '9' }]],
    ['S = "other"', [{ S: 'other' }]],
    ['N < S', [{}]],
    ['y', [{}]],
    ['n', []],
  ])('of %s are %j', (text, all) => {
    const found = parseCondition(text, TREE).alternatives(CONFIGURATION);
    expect(found).toEqual({ all, contradicted: [], isCut: false });
  });

  test('leave out what would need two values, and name it', () => {
    const found = parseCondition('A && (!A || UNUSED)', TREE).alternatives(CONFIGURATION);
    expect(found.all).toEqual([{ A: 'y', UNUSED: 'y' }]);
    expect(found.contradicted).toEqual(['A']);
    const none = parseCondition('A && !A', TREE).alternatives(CONFIGURATION);
    expect(none).toEqual({ all: [], contradicted: ['A'], isCut: false });
  });

  test('are cut where there are too many', () => {
    const one = '(A || B || MODULES || UNUSED)';
    const text = Array.from({ length: 4 }, () => one).join(' && ');
    expect(parseCondition(text, TREE).alternatives(CONFIGURATION).isCut).toBe(true);
  });
});
