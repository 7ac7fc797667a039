import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

import { locateTree } from '../../../../src/cli/inputs/tree-location.ts';
import { PACKAGE_ROOT } from '../../../../src/package-root.ts';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tree-'));
  for (const file of ['here/Kconfig', 'there/Kconfig', 'there/sub/Kconfig.sub', 'none/x', 'a/K']) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
});
afterAll(() => rmSync(root, { recursive: true }));

function locate(folder: string, kconfig?: string, srctree?: string) {
  const env = { HOME: '/', ...(srctree !== undefined && { srctree }) };
  const cwd = () => join(root, folder);
  const host = { cwd, env } as unknown as Parameters<typeof locateTree>[1];
  return locateTree({ kconfig }, host);
}

const OURS = join(PACKAGE_ROOT, 'Kconfig');

describe('without --kconfig', () => {
  test.each([
    ['./Kconfig', 'here', undefined, 'here/Kconfig'],
    ['./Kconfig before that of srctree', 'here', '../there', 'here/Kconfig'],
    ['$srctree/Kconfig', 'none', '../there', 'there/Kconfig'],
    ['$srctree/Kconfig in it', 'there', '.', 'there/Kconfig'],
  ])('it is %s', (_, folder, srctree, file) => {
    const tree = locate(folder, undefined, srctree);
    expect([tree.file, tree.name, tree.isOurs]).toEqual([join(root, file), 'Kconfig', false]);
  });

  test('it is ours if there is no other', () => {
    for (const srctree of [undefined, '', '../a']) {
      const tree = locate('none', undefined, srctree);
      expect([tree.file, tree.isOurs, tree.srctree]).toEqual([OURS, true, PACKAGE_ROOT]);
    }
  });

  test('a second one is reported, and a srctree without one', () => {
    expect(locate('here', undefined, '../there').notes).toEqual([
      `Kconfig is also at ${join(root, 'there/Kconfig')}; that is not read.`,
    ]);
    expect(locate('none', undefined, '../a').notes).toEqual([
      `$srctree has no Kconfig: ${join(root, 'a/Kconfig')}.`,
    ]);
    expect(locate('here', undefined, '../gone').notes).toEqual([
      `there is no folder ${join(root, 'gone')}, which $srctree names.`,
    ]);
    expect(locate('here').notes).toEqual([]);
  });
});

describe('--kconfig', () => {
  test.each([
    ['a path from here', 'here', '../a/K', undefined, 'a/K'],
    ['a path from here before srctree', 'here', 'Kconfig', '../there', 'here/Kconfig'],
    ['a path below srctree', 'here', 'sub/Kconfig.sub', '../there', 'there/sub/Kconfig.sub'],
  ])('is %s', (_, folder, kconfig, srctree, file) => {
    const tree = locate(folder, kconfig, srctree);
    expect([tree.file, tree.name]).toEqual([join(root, file), kconfig]);
  });

  test('must exist, and be a file', () => {
    expect(() => locate('here', 'no')).toThrow('--kconfig no: there is no such file.');
    expect(() => locate('here', 'Kconfig/x')).toThrow(
      '--kconfig Kconfig/x: there is no such file.',
    );
    expect(() => locate('none', '../here')).toThrow(
      '--kconfig ../here is a folder. Did you mean --kconfig ../here/Kconfig?',
    );
  });
});

describe('srctree', () => {
  const of = (folder: string, kconfig: string | undefined, srctree: string) => {
    const tree = locate(folder, kconfig, srctree);
    return [tree.srctree, tree.env['srctree']];
  };

  test('is that of the environment for a tree below it', () => {
    const there = join(root, 'there');
    expect(of('there', undefined, '.')).toEqual([there, '.']);
    expect(of('here', 'sub/Kconfig.sub', '../there')).toEqual([there, '../there']);
  });

  // As in Zephyr: the application has the first file, and sources those of srctree.
  test('is that of the environment for a first file in the current folder', () => {
    expect(of('here', undefined, '../there')).toEqual([join(root, 'there'), '../there']);
  });

  test('is the folder of any other tree, for its macros as well', () => {
    const a = join(root, 'a');
    expect(of('here', '../a/K', '../there')).toEqual([a, a]);
    expect(of('none', undefined, '../a')).toEqual([PACKAGE_ROOT, PACKAGE_ROOT]);
    expect(of('here', OURS, '../there')).toEqual([PACKAGE_ROOT, PACKAGE_ROOT]);
  });

  test('stays unset if it is not in the environment', () => {
    expect(locate('here').env).not.toHaveProperty('srctree');
  });
});
