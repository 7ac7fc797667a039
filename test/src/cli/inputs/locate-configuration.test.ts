import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { configurationFolders } from '../../../../src/cli/inputs/configuration-folders.ts';
import { locateConfiguration } from '../../../../src/cli/inputs/locate-configuration.ts';
import {
  allConfigurations,
  matchConfigurations,
} from '../../../../src/cli/inputs/match-configurations.ts';
import { PACKAGE_ROOT } from '../../../../src/package-root.ts';

const OURS = { srctree: PACKAGE_ROOT, isOurs: true };
const OWN = join(PACKAGE_ROOT, 'configs');

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'locate-'));
  for (const file of [
    'both_defconfig',
    'here_defconfig',
    'small_defconfig',
    'configs/board_defconfig',
    'configs/both_defconfig',
    'configs/dotted.defconfig',
    'configs/size-baseline.json',
    'heap/default_defconfig',
    'tree/configs/uboot_defconfig',
    'tree/board/x.config',
  ]) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), '');
  }
  mkdirSync(join(cwd, 'debug_defconfig'));
  mkdirSync(join(cwd, 'empty/configs'), { recursive: true });
  execFileSync('mkfifo', [join(cwd, 'fifo_defconfig')]);
});
afterAll(() => rmSync(cwd, { recursive: true }));

const foldersIn = (folder: string, configs?: string, tree = OURS) =>
  configurationFolders({ configs }, tree, {
    cwd: () => join(cwd, folder),
  } as Parameters<typeof configurationFolders>[2]);

const TREE = { isOurs: false, srctree: '' };

describe('the folders of configurations', () => {
  test('are ./configs and ours', () => {
    expect(foldersIn('.').configs).toEqual([join(cwd, 'configs'), OWN]);
  });

  test('are ours alone if ./configs holds no configuration, or is not there', () => {
    expect(foldersIn('empty').configs).toEqual([OWN]);
    expect(foldersIn('heap').configs).toEqual([OWN]);
  });

  test('are those of a tree elsewhere, too', () => {
    const tree = { ...TREE, srctree: join(cwd, 'tree') };
    expect(foldersIn('.', undefined, tree).configs).toEqual([
      join(cwd, 'configs'),
      join(cwd, 'tree/configs'),
      OWN,
    ]);
  });

  test('are what --configs names and nothing else; it must exist', () => {
    expect(foldersIn('.', 'heap').configs).toEqual([join(cwd, 'heap')]);
    expect(() => foldersIn('.', 'nowhere')).toThrow('--configs nowhere: there is no such folder.');
  });
});

describe('a configuration that is named', () => {
  test.each([
    ['a name here comes before those in ./configs', 'both_defconfig', undefined, 'both_defconfig'],
    ['a name in ./configs', 'board_defconfig', undefined, 'configs/board_defconfig'],
    ['a name with a dot', 'dotted.defconfig', undefined, 'configs/dotted.defconfig'],
    ['a name here comes before ours', 'small_defconfig', undefined, 'small_defconfig'],
    ['a name in --configs', 'default_defconfig', 'heap', 'heap/default_defconfig'],
    ['a path', './both_defconfig', undefined, 'both_defconfig'],
    ['a path downwards', 'configs/both_defconfig', undefined, 'configs/both_defconfig'],
    ['a path of any name', 'tree/board/x.config', undefined, 'tree/board/x.config'],
  ])('%s', (_, name, configs, path) => {
    expect(locateConfiguration(name, foldersIn('.', configs)).path).toBe(join(cwd, path));
  });

  test('of ours, where nothing of the user has that name, not even a folder', () => {
    for (const name of ['default_defconfig', 'debug_defconfig']) {
      expect(locateConfiguration(name, foldersIn('.'))).toEqual({
        path: join(OWN, name),
        others: [],
      });
    }
  });

  test('tells the others of that name', () => {
    expect(locateConfiguration('small_defconfig', foldersIn('.')).others).toEqual([
      join(OWN, 'small_defconfig'),
    ]);
    expect(locateConfiguration('./small_defconfig', foldersIn('.')).others).toEqual([]);
  });

  test('is found below the root of a tree elsewhere, but not if the path starts with a dot', () => {
    const folders = foldersIn('.', undefined, { ...TREE, srctree: join(cwd, 'tree') });
    expect(locateConfiguration('board/x.config', folders).path).toBe(
      join(cwd, 'tree/board/x.config'),
    );
    expect(() => locateConfiguration('./board/x.config', folders)).toThrow('there is no such file');
  });

  test.each([
    ['baord_defconfig', 'Did you mean board_defconfig?'],
    ['board', 'Did you mean board_defconfig?'],
    ['board.defconfig', 'Did you mean board_defconfig?'],
    ['configs/boart_defconfig', 'Did you mean configs/board_defconfig?'],
    ['configs/small_defconfig', 'Did you mean small_defconfig?'],
    // Of mmap_defconfig it has only the ending.
    ['app_defconfig', 'Name a file by its path, or one of '],
    ['x_defconfig', 'Name a file by its path, or one of '],
    ['nowhere/quite_different', 'Correct the path.'],
  ])('%s is an error with a remedy', (name, remedy) => {
    const locate = () => locateConfiguration(name, foldersIn('.'));
    expect(locate).toThrow(`${name}: there is no such file. `);
    expect(locate).toThrow(remedy);
  });

  test('is neither a folder nor a named pipe', () => {
    const folders = foldersIn('.', 'heap');
    expect(() => locateConfiguration('debug_defconfig', folders)).toThrow(
      'debug_defconfig is a folder: name a file in it.',
    );
    expect(() => locateConfiguration('fifo_defconfig', folders)).toThrow(
      'fifo_defconfig is a pipe, and nothing may ever come from it: name a file.',
    );
  });
});

describe('patterns', () => {
  const match = (...words: string[]) =>
    matchConfigurations(words, foldersIn('.')).paths.map((path) => path.replace(`${cwd}/`, ''));

  test('take configurations only', () => {
    expect(match('configs/*')).toEqual([
      'configs/board_defconfig',
      'configs/both_defconfig',
      'configs/dotted.defconfig',
    ]);
  });

  test('take those of the first folder that has any', () => {
    expect(match('b*')).toEqual(['both_defconfig']);
    expect(match('bo*d*')).toEqual(['both_defconfig']);
    expect(match('dot*')).toEqual(['configs/dotted.defconfig']);
    expect(match('small6*')).toEqual([join(OWN, 'small64_defconfig')]);
  });

  test('say what they match in other folders, unless that is ours', () => {
    const notes = (...words: string[]) => matchConfigurations(words, foldersIn('.')).notes;
    const folder = join(cwd, 'configs');
    expect(notes('b*')).toEqual([`b* also matches 2 files in ${folder}; those are not read.`]);
    expect(notes('bot*')).toEqual([`bot* also matches 1 file in ${folder}; that is not read.`]);
    expect(notes('small*', 'configs/*', 'dot*')).toEqual([]);
  });

  test('are not taken where one file is wanted', () => {
    expect(() => locateConfiguration('configs/b*', foldersIn('.'))).toThrow(
      'configs/b* is a pattern, and one file is wanted here: name one.',
    );
  });

  test('do not limit what a word without wildcards names', () => {
    expect(match('tree/board/x.config', 'here_defconfig', 'here_*')).toEqual([
      'tree/board/x.config',
      'here_defconfig',
    ]);
  });

  test.each([
    ['nosuch*', '--defconfig nosuch*: no configuration has such a name.'],
    [
      'tree/board/*',
      '--defconfig tree/board/*: the one file of such a name is not a configuration.',
    ],
    ['configs/size*', 'Those are called NAME_defconfig or NAME.defconfig.'],
    ['fifo*', 'no configuration has such a name.'],
  ])('%s is an error', (word, message) => {
    expect(() => match(word)).toThrow(message);
  });

  test('all configurations are those of one folder', () => {
    expect(allConfigurations(foldersIn('.')).paths).toHaveLength(3);
    expect(allConfigurations(foldersIn('empty')).paths.length).toBeGreaterThan(40);
    expect(() => allConfigurations(foldersIn('.', 'tree'))).toThrow(/tree has no configuration: /);
  });
});
