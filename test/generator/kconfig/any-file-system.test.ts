import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from '@jest/globals';

import { libraryInBrowser } from '../../../bench/kconfig/library-in-browser.ts';
import {
  configure,
  loadKconfig,
  parseDefconfig,
  readDefconfig,
  writeConfig,
  type KconfigFiles,
} from '../../../generator/kconfig/index.ts';
import type * as libraryHere from '../../../generator/kconfig/index.ts';
import { errorOf } from './trees.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** A file system in memory, with what was asked of it. */
function inMemory(texts: Readonly<Record<string, string | Uint8Array>>): KconfigFiles & {
  readonly read: (path: string) => string | Uint8Array;
  readonly asked: string[];
} {
  const asked: string[] = [];
  return {
    asked,
    read(path) {
      asked.push(path);
      const text = texts[path];
      if (text === undefined) throw new Error(`${path} is not here`);
      return text;
    },
    exists: (path) => path in texts,
    list: (folder) => {
      const start = folder === '.' ? '' : `${folder}/`;
      const below = Object.keys(texts).filter((path) => path.startsWith(start));
      return [...new Set(below.map((path) => path.slice(start.length).split('/')[0]!))];
    },
  };
}

/** Our own tree and its configurations, by path. */
function ourFiles(): Record<string, string> {
  const trees = readdirSync(ROOT).filter((name) => name.startsWith('Kconfig'));
  const configs = readdirSync(join(ROOT, 'configs')).filter((name) => name.endsWith('_defconfig'));
  const paths = [...trees, ...configs.map((name) => `configs/${name}`)];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

describe('a tree from any file system', () => {
  test('is read, with sources, patterns and bytes', () => {
    const files = inMemory({
      'tree/Kconfig': 'source "sub/Kconfig"\nsource "parts/*.kc"\norsource "none"\n',
      'tree/sub/Kconfig': 'rsource "beside"\n',
      'tree/sub/beside': 'config A\n\tdef_bool y\n',
      'tree/parts/b.kc': 'config B\n\tdef_bool y\n',
      'tree/parts/a.kc': Buffer.from('config C\n\tstring "\xe9"\n', 'latin1'),
    });
    const tree = loadKconfig({ file: 'tree/Kconfig', files, env: {} });
    expect(tree.files).toEqual([
      'tree/Kconfig',
      'sub/Kconfig',
      'sub/beside',
      'parts/a.kc',
      'parts/b.kc',
    ]);
    expect(files.asked).toEqual([
      'tree/Kconfig',
      'tree/sub/Kconfig',
      'tree/sub/beside',
      'tree/parts/a.kc',
      'tree/parts/b.kc',
    ]);
    expect([...tree.names.keys()]).toEqual(['A', 'C', 'B']);
  });

  test('may lack a file', () => {
    const files = inMemory({ Kconfig: 'source "none"\n' });
    expect(errorOf(() => loadKconfig({ file: 'Kconfig', files, env: {} }))).toEqual({
      code: 'source-not-found',
      message: "Kconfig:1: cannot read 'none': it is not below the working directory; if the project's build makes it, run that first; if it may be missing, as in coreboot, read the tree with --dialect coreboot",
    });
    expect(errorOf(() => loadKconfig({ file: 'other', files, env: {} }))).toEqual({
      code: 'unreadable-kconfig',
      message: 'other: cannot be read: give the path of a Kconfig file',
    });
  });

  test.each([
    ['throws', { read: () => { throw new Error('no'); } }],
    ['gives undefined', { read: () => undefined }],
  ])('may have a file that cannot be read: read() %s', (_, unreadable) => {
    const files = { ...inMemory({ Kconfig: '' }), ...unreadable };
    expect(errorOf(() => loadKconfig({ file: 'Kconfig', files, env: {} })).code).toBe('unreadable-kconfig');
    expect(errorOf(() => readDefconfig('Kconfig', { files })).code).toBe('unreadable-config');
  });

  test('may be made of a Map, whose size is a number', () => {
    class Texts extends Map<string, string> {
      readonly read = (path: string): string | undefined => this.get(path);
      readonly exists = (path: string): boolean => this.has(path);
      readonly list = (): readonly string[] => [...this.keys()];
    }
    const files = new Texts([['Kconfig', 'source "*.kc"\n'], ['a.kc', 'config A\n\tdef_bool y\n']]);
    const tree = loadKconfig({ file: 'Kconfig', files: files as unknown as KconfigFiles, env: {} });
    expect(tree.files).toEqual(['Kconfig', 'a.kc']);
  });

  test.each([
    ['a promise', Promise.resolve('config A\n')],
    ['a buffer without a view', new ArrayBuffer(8)],
  ])('that gives %s is refused', (_, given) => {
    const files = { ...inMemory({ Kconfig: '' }), read: () => given as unknown as string };
    expect(() => loadKconfig({ file: 'Kconfig', files, env: {} })).toThrow(
      "files.read('Kconfig') must return text or a Uint8Array",
    );
  });

  test('ends where it is too large, before a file is read if its size is known', () => {
    const files = inMemory({ Kconfig: 'source "big"\n', big: '#'.repeat(1 << 20) });
    const huge = { ...files, size: (path: string) => (path === 'big' ? 1 << 30 : 8) };
    expect(errorOf(() => loadKconfig({ file: 'Kconfig', files: huge, env: {} })).code).toBe('too-complex');
    expect(files.asked).toEqual(['Kconfig']);
    const again = inMemory({ Kconfig: 'source "big"\n'.repeat(65), big: '#'.repeat(1 << 20) });
    expect(errorOf(() => loadKconfig({ file: 'Kconfig', files: again, env: {} })).code).toBe('too-complex');
  });

  test('has configurations with fragments', () => {
    const files = inMemory({
      'configs/a_defconfig': '#include "b.config"\n#include <c.config>\n',
      'configs/b.config': 'CONFIG_B=y\n',
      'root/c.config': 'CONFIG_C=y\n',
    });
    const { assignments } = readDefconfig('configs/a_defconfig', { files, roots: ['root'] });
    expect(assignments.map(({ name }) => name)).toEqual(['B', 'C']);
  });
});

describe('bundled for browsers, without Node.js', () => {
  let library: typeof libraryHere;
  beforeAll(async () => {
    library = await libraryInBrowser();
  });

  test('our tree gives the values that it gives here', () => {
    const texts = ourFiles();
    const files = inMemory(texts);
    const there = library.loadKconfig({ file: 'Kconfig', files, env: {} });
    const here = loadKconfig({ file: 'Kconfig', srctree: ROOT, cwd: ROOT, env: {} });
    expect([...there.files]).toEqual(here.files);
    const configs = Object.keys(texts).filter((path) => path.startsWith('configs/'));
    expect(configs.length).toBeGreaterThan(5);
    for (const path of configs) {
      const config = library.configure(there, library.readDefconfig(path, { files }));
      const expected = writeConfig(configure(here, readDefconfig(join(ROOT, path))));
      expect(library.writeConfig(config)).toBe(expected);
      const parsed = parseDefconfig(expected, '.config');
      expect(library.saveDefconfig(config)).toBe(library.reduceDefconfig(there, parsed));
    }
  });

  test('reading the disk is refused with a sentence', () => {
    expect(errorOf(() => library.loadKconfig({ file: 'Kconfig' }))).toEqual({
      code: 'unreadable-kconfig',
      message:
        "Kconfig: cannot be read: there is no disk here, so give loadKconfig() 'files' to read from",
    });
  });

  test('commands of a tree are refused', () => {
    const files = inMemory({ Kconfig: 'x := $(shell,true)\n' });
    const error = errorOf(() => library.loadKconfig({ file: 'Kconfig', files, allowShell: true }));
    expect(error.code).toBe('shell-not-allowed');
  });
});
