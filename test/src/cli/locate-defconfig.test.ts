import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import { locateDefconfig } from '../../../src/cli/locate-defconfig.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'locate-'));
  mkdirSync(join(cwd, 'configs'));
  for (const file of ['configs/board_defconfig', 'configs/both_defconfig', 'both_defconfig']) {
    writeFileSync(join(cwd, file), '');
  }
  writeFileSync(join(cwd, 'here_defconfig'), '');
});
afterAll(() => rmSync(cwd, { recursive: true }));

test.each([
  ['a name in the configs folder', 'board_defconfig', 'configs/board_defconfig'],
  ['a name there and here', 'both_defconfig', 'configs/both_defconfig'],
  ['a name here only', 'here_defconfig', 'here_defconfig'],
  ['a path', './both_defconfig', 'both_defconfig'],
  ['a path downwards', 'configs/board_defconfig', 'configs/board_defconfig'],
])('finds %s', (_, name, path) => {
  expect(locateDefconfig(name, 'configs', cwd)).toBe(join(cwd, path));
});

test('refuses a --configs that is not there even where it is not needed', () => {
  expect(() => locateDefconfig('./both_defconfig', 'nowhere', cwd)).toThrow(
    '--configs nowhere: there is no such folder.',
  );
});

test.each([
  ['baord_defconfig', 'configs', 'configs/baord_defconfig', 'Did you mean board_defconfig?'],
  ['board', 'configs', 'configs/board', 'Did you mean board_defconfig?'],
  [
    'configs/boart_defconfig',
    'configs',
    'configs/boart_defconfig',
    'Did you mean board_defconfig?',
  ],
  ['quite_different', 'configs', 'configs/quite_different', 'Name a file of the configs folder'],
  ['board_defconfig', 'nowhere', 'nowhere/board_defconfig', 'does not exist either'],
])('%s in %s is an error with a remedy', (name, configs, path, remedy) => {
  const locate = () => locateDefconfig(name, configs, cwd);
  expect(locate).toThrow(`${join(cwd, path)}: there is no such file. `);
  expect(locate).toThrow(remedy);
});
