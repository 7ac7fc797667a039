import { describe, expect, test } from '@jest/globals';

import { isOpenProblem } from '../../../src/menuconfig/model/open-problems.ts';
import { brokenConfig, foreignTree, Sitting } from './sitting.ts';

const tree = foreignTree();

function open(config = brokenConfig()): Sitting {
  return new Sitting({ tree, config, file: 'broken.config' });
}

/** Selects the problem of a symbol with a code. */
function at(sitting: Sitting, code: string, symbol?: string): number {
  const { problems } = sitting.model;
  const found = problems.findIndex(
    ({ diagnostic }) =>
      diagnostic.code === code && (symbol === undefined || diagnostic.symbol === symbol),
  );
  if (found < 0)
    throw new Error(`no ${code} among ${problems.map(({ diagnostic }) => diagnostic.code)}`);
  sitting.press('home', ...Array.from({ length: found }, () => 'down'));
  return found;
}

function value(sitting: Sitting, name: string): string | undefined {
  return sitting.model.session.get(name)?.value;
}

test('a broken configuration opens with the list, a good one with the menus', () => {
  expect(open().model.dialogs.map(({ kind }) => kind)).toEqual(['problems']);
  expect(open('CONFIG_NET=y\n').model.dialogs).toEqual([]);
});

test('every problem has a key that repairs it', () => {
  const { problems } = open().model;
  expect(problems.length).toBeGreaterThan(8);
  for (const { diagnostic, repairs } of problems) {
    const keys = repairs.map(({ key }) => key);
    expect([diagnostic.code, new Set(keys).size]).toEqual([diagnostic.code, keys.length]);
    expect(keys.length).toBeGreaterThan(0);
  }
});

describe('the key repairs', () => {
  test.each([
    ['a wrong letter', 'wrong-type', 'NET', 'n', 'n'],
    ['a text without quotes', 'wrong-type', 'HOSTNAME', 'enter', 'router'],
    ['a number meant in decimal', 'decimal-hex', 'BASE', 'enter', '0x100000'],
  ])('%s', (_, code, name, key, expected) => {
    const sitting = open();
    const index = at(sitting, code, name);
    expect(isOpenProblem(sitting.model, index)).toBe(true);
    sitting.press(key);
    expect(value(sitting, name)).toBe(expected);
    expect(isOpenProblem(sitting.model, index)).toBe(false);
  });

  test('a mistyped name', () => {
    const sitting = open();
    at(sitting, 'unknown-symbol', 'EXPRET');
    sitting.press('enter');
    expect(value(sitting, 'EXPERT')).toBe('y');
  });

  test('a value that another option prevents, with a plan', () => {
    const sitting = open('CONFIG_WIFI_DEBUG=y\n');
    const index = at(sitting, 'value-not-taken', 'WIFI_DEBUG');
    sitting.press('enter');
    expect(sitting.model.dialogs.at(-1)?.kind).toBe('question');
    sitting.press('y');
    expect(value(sitting, 'WIFI_DEBUG')).toBe('y');
    expect(isOpenProblem(sitting.model, index)).toBe(false);
  });

  test('a number outside of its range, in a field', () => {
    const sitting = open('CONFIG_WIFI=y\nCONFIG_WIFI_POWER=99\n');
    at(sitting, 'out-of-range', 'WIFI_POWER');
    sitting.press('enter', 'ctrl-u', '12', 'enter');
    expect(value(sitting, 'WIFI_POWER')).toBe('12');
    expect(isOpenProblem(sitting.model, 0)).toBe(false);
  });
});

describe('a value that no menu shows and the tree computes otherwise', () => {
  const computed = 'CONFIG_HIDDEN=y\n# CONFIG_CRC32 is not set\n';

  test('is left to the tree in a .config, where a program wrote it', () => {
    const sitting = open(computed);
    expect(sitting.model.dialogs).toEqual([]);
    const { problems } = sitting.model;
    expect(problems.map(({ losesLine, repairs }) => [losesLine, repairs.length])).toEqual([
      [false, 1],
    ]);
    sitting.press('s', 'enter');
    expect(sitting.effects).toMatchObject([{ kind: 'write' }]);
  });

  test('has no effect in a defconfig, and a plan for what computes it', () => {
    const sitting = new Sitting({ tree, config: computed, format: 'minimal' });
    at(sitting, 'value-not-taken', 'HIDDEN');
    sitting.press('enter');
    expect(sitting.lines).toContain('Sets CRC32=m');
    sitting.press('y');
    expect(value(sitting, 'HIDDEN')).toBe('y');
  });
});

test('undo takes a repair back, and the problem is there again', () => {
  const sitting = open();
  const before = sitting.model.session.save();
  const index = at(sitting, 'wrong-type', 'NET');
  sitting.press('n');
  expect(isOpenProblem(sitting.model, index)).toBe(false);
  sitting.press('u');
  expect(isOpenProblem(sitting.model, index)).toBe(true);
  expect(sitting.model.session.save()).toBe(before);
  const dropped = at(sitting, 'malformed-line');
  sitting.press('d');
  expect(isOpenProblem(sitting.model, dropped)).toBe(false);
  at(sitting, 'malformed-line');
  sitting.press('u');
  expect(isOpenProblem(sitting.model, dropped)).toBe(true);
});

test('A repairs what is clear and drops nothing', () => {
  const sitting = open().press('a');
  const left = sitting.model.problems.filter((_, index) => isOpenProblem(sitting.model, index));
  expect(left.map(({ diagnostic }) => diagnostic.code)).toContain('malformed-line');
  expect(value(sitting, 'BASE')).toBe('0x100000');
  expect(value(sitting, 'HOSTNAME')).toBe('router');
});

test('saving asks before lines are lost, and after that the file is checked all the same', () => {
  const sitting = open().press('esc', 's', 'enter');
  expect(sitting.effects).toEqual([]);
  expect(sitting.lines.join('\n')).toMatch(
    /\d+ lines of broken\.config have no effect and would be lost/,
  );
  sitting.press('y');
  expect(sitting.effects).toMatchObject([{ kind: 'write', isAgreed: false }]);
  const other = open().press('esc', 's', 'ctrl-u', 'other.config', 'enter');
  expect(other.effects).toMatchObject([{ kind: 'write', file: { path: 'other.config' } }]);
});

test('what was dropped counts as a change', () => {
  const sitting = open('CONFIG_NET=y\nno line\n').press('d', 'esc', 'q');
  expect(sitting.lines.join('\n')).toContain('Save the configuration to broken.config?');
});

test.each(['f1', 'k', 'K'])('%s shows the keys, and Esc comes back to the list', (key) => {
  const sitting = open().press(key);
  expect(sitting.model.dialogs.at(-1)).toMatchObject({ kind: 'text', title: 'Keys' });
  expect(sitting.press('esc').model.dialogs.at(-1)?.kind).toBe('problems');
});
