import { describe, expect, jest, test } from '@jest/globals';
import { Evaluation } from '../../../generator/kconfig/evaluation/evaluation.ts';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import {
  configure,
  configureRandomly,
  parseDefconfig,
  writeConfig,
} from '../../../generator/kconfig/index.ts';
import { load } from './trees.ts';

const path = new URL('../../vectors/kconfig/cases.json.gz', import.meta.url);
const cases = JSON.parse(gunzipSync(readFileSync(path)).toString()) as { kconfig: string }[];

test('olddefconfig keeps every random configuration of the recorded trees as it is', () => {
  const texts = new Set<string>();
  for (const { kconfig } of cases) {
    const tree = load(kconfig);
    for (const seed of [0, 1]) {
      const text = writeConfig(configureRandomly(tree, seed));
      texts.add(text);
      const again = configure(tree, parseDefconfig(text, '.config'), { mode: 'olddefconfig' });
      expect(writeConfig(again)).toBe(text);
    }
  }
  expect(texts.size).toBeGreaterThan(150);
});

/** How many of 200 seeds give a line. */
function count(kconfig: string, line: string, probability?: Parameters<typeof configureRandomly>[2]) {
  const tree = load(kconfig);
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  return seeds.filter((seed) =>
    writeConfig(configureRandomly(tree, seed, probability)).includes(`${line}\n`),
  ).length;
}

describe('chance', () => {
  const BOOL = 'config A\n\tbool "a"\n';
  const TRISTATE = 'config M\n\tbool\n\tdefault y\n\toption modules\n\nconfig T\n\ttristate "t"\n';
  const CHOICE =
    'choice\n\tprompt "c"\n\nconfig A\n\tbool "a"\n\nconfig B\n\tbool "b"\n\nconfig C\n\tbool "c"\n\tdepends on GONE\n\nendchoice\n';

  test('makes a bool y as often as asked', () => {
    expect(count(BOOL, 'CONFIG_A=y')).toBeGreaterThan(70);
    expect(count(BOOL, 'CONFIG_A=y')).toBeLessThan(130);
    const rarely = count(BOOL, 'CONFIG_A=y', { bool: 10, yes: 0, mod: 0 });
    expect(rarely).toBeGreaterThan(5);
    expect(rarely).toBeLessThan(40);
  });

  test('makes a tristate m as often as asked', () => {
    expect(count(TRISTATE, 'CONFIG_T=m', { bool: 0, yes: 0, mod: 100 })).toBe(200);
    expect(count(TRISTATE, 'CONFIG_T=y', { bool: 0, yes: 100, mod: 0 })).toBe(200);
    const even = count(TRISTATE, 'CONFIG_T=m');
    expect(even).toBeGreaterThan(40);
    expect(even).toBeLessThan(95);
  });

  test('picks each visible member of a choice, and no hidden one', () => {
    const [a, b] = [count(CHOICE, 'CONFIG_A=y'), count(CHOICE, 'CONFIG_B=y')];
    expect(a + b).toBe(200);
    expect(Math.min(a, b)).toBeGreaterThan(60);
  });
});

test('values of a base file stand', () => {
  const tree = load('config A\n\tbool "a"\n\nchoice\n\tprompt "c"\n\nconfig B\n\tbool "b"\n\nconfig C\n\tbool "c"\n\nendchoice\n');
  const base = parseDefconfig('CONFIG_A=y\nCONFIG_C=y\n', 'base');
  for (let seed = 0; seed < 20; seed++) {
    const configuration = configureRandomly(tree, seed, undefined, base);
    expect(['A', 'B', 'C'].map((name) => configuration.get(name)?.value)).toEqual(['y', 'n', 'y']);
  }
});

test('reports problems of the base and the tree, not about lines that chance made up', () => {
  const tree = load(
    'config A\n\tbool "a"\n\tselect B\n\nconfig B\n\tbool "b"\n\tdepends on N = 1\n\nconfig N\n\tint "n"\n\nconfig E\n\thex "e"\n',
  );
  const base = parseDefconfig('CONFIG_A=y\nCONFIG_N=none\nnonsense\n', 'base');
  const { diagnostics } = configureRandomly(tree, 1, undefined, base);
  expect(diagnostics.map(({ code, position }) => `${position.file}:${position.line} ${code}`)).toEqual([
    'base:3 malformed-line',
    'base:2 wrong-type',
    'Root:5 unmet-dependency',
  ]);
});

test('a tree too deep for recursion is worked out a few times, not once for each choice', () => {
  const part = (i: number): string => `choice
	prompt "c"
config C${i}A
	bool "a"
config C${i}B
	bool "b"
config C${i}C
	bool "c"
${i > 0 ? `	depends on C${i - 1}B || C0A\n` : ''}endchoice
`;
  const deep = load(Array.from({ length: 1000 }, (_, i) => part(i)).join(''));
  expect(deep.deepOrder).toBeDefined();
  const invalidations = jest.spyOn(Evaluation.prototype, 'invalidateAll');
  const first = writeConfig(configureRandomly(deep, 1));
  expect(invalidations.mock.calls.length).toBeLessThan(20);
  invalidations.mockRestore();
  expect(writeConfig(configureRandomly(deep, 1))).toBe(first);
  expect(writeConfig(configureRandomly(deep, 2))).not.toBe(first);
  const lines = first.split('\n').filter((line) => line.endsWith('=y'));
  expect(lines).toHaveLength(1000);
  // Each member is taken about as often as the others.
  for (const letter of 'AB') {
    expect(lines.filter((line) => line.endsWith(`${letter}=y`)).length).toBeGreaterThan(200);
  }
});
