import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { saveFile } from '../../../generator/kconfig/index.ts';
import { isDevice, makeFullDevice, throughPipe } from '../../special-files.ts';
import { errorOf, withFolder } from './trees.ts';

describe('a target that is not a regular file', () => {
  test('is written to, and nothing is kept beside it', () => {
    withFolder({}, (folder) => {
      const path = join(folder, 'pipe');
      const text = throughPipe(path, () => saveFile(path, 'CONFIG_A=y\n', { keepOld: true }));
      expect(text).toBe('CONFIG_A=y\n');
      expect(statSync(path).isFIFO()).toBe(true);
      expect(readdirSync(folder)).toEqual(['pipe']);
    });
  });

  test('is written to through a link', () => {
    withFolder({}, (folder) => {
      const path = join(folder, 'pipe');
      const link = join(folder, 'link');
      symlinkSync('pipe', link);
      expect(throughPipe(path, () => saveFile(link, 'x', { keepOld: true }))).toBe('x');
      expect(readdirSync(folder)).toEqual(['link', 'pipe']);
    });
  });

  test('is not waited for when it is a pipe that nobody reads', () => {
    withFolder({}, (folder) => {
      const path = join(folder, 'pipe');
      execFileSync('mkfifo', [path]);
      expect(errorOf(() => saveFile(path, 'x')).message).toBe(
        `${path}: cannot be written: nobody reads from this pipe`,
      );
      expect(readdirSync(folder)).toEqual(['pipe']);
    });
  });

  test('stays when it is full', () => {
    withFolder({}, (folder) => {
      const path = join(folder, 'full');
      if (!makeFullDevice(path)) return;
      expect(errorOf(() => saveFile(path, 'x', { keepOld: true }))).toEqual({
        code: 'unwritable-config',
        message: `${path}: cannot be written: the disk is full`,
      });
      expect(isDevice(path)).toBe(true);
      expect(readdirSync(folder)).toEqual(['full']);
    });
  });
});

test('a regular file is replaced, and kept if asked for', () => {
  withFolder({ '.config': 'old' }, (folder) => {
    const path = join(folder, '.config');
    saveFile(path, 'new', { keepOld: true });
    expect(readFileSync(path, 'utf8')).toBe('new');
    expect(readFileSync(`${path}.old`, 'utf8')).toBe('old');
  });
});

test('a link to a regular file is replaced, as by the C program', () => {
  withFolder({ other: 'other' }, (folder) => {
    const path = join(folder, '.config');
    symlinkSync('other', path);
    saveFile(path, 'new');
    expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('other');
    expect(readFileSync(path, 'utf8')).toBe('new');
  });
});

test('folders are made; where the system makes none, that is said', () => {
  withFolder({}, (folder) => {
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, 'a', 'b', '.config');
    saveFile(path, 'x');
    expect(existsSync(path)).toBe(true);
    expect(errorOf(() => saveFile(join(folder, 'file', 'x', 'y'), '')).code).toBe('unwritable-config');
  });
  if (!existsSync('/proc/self')) return;
  expect(errorOf(() => saveFile('/proc/no-such-folder/x/y', ''))).toEqual({
    code: 'unwritable-config',
    message: '/proc/no-such-folder/x/y: cannot be written: its folder cannot be made',
  });
});
