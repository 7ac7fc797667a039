/*
 * The map in CONTRIBUTING.md names every folder of the repository, two levels deep.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from '@jest/globals';

import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { readPage } from './page.ts';

/** Not in the repository. */
const UNTRACKED = new Set(['.git', 'coverage', 'dist', 'node_modules', 'out', 'size-report']);

function foldersIn(folder: string): readonly string[] {
  return readdirSync(join(PACKAGE_ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !UNTRACKED.has(entry.name))
    .map(({ name }) => `${folder}${name}/`);
}

const ROOTS = foldersIn('');
const folders = ROOTS.flatMap((root) => [root, ...foldersIn(root)]);
const isMirror = (folder: string): boolean =>
  folder.startsWith('test/') && ROOTS.includes(folder.slice('test/'.length));

/** The folders in the first column of the map. */
const mapped = [...readPage('CONTRIBUTING.md').matchAll(/^\| (`.*?) \|/gm)].flatMap(
  ([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, folder = '']) => folder),
);

/** What a folder that is no more than the path to another needs no line for. */
const isPath = (folder: string): boolean => mapped.some((each) => each.startsWith(folder));

test('the map has a line for every folder', () => {
  expect(folders).toEqual(expect.arrayContaining(['generator/', 'generator/kconfig/']));
  const missing = folders.filter((folder) => !isPath(folder) && !isMirror(folder));
  expect(missing).toEqual([]);
});

test('every folder of the map exists', () => {
  expect(mapped.filter((path) => path.endsWith('/') && !folders.includes(path))).toEqual([]);
});
