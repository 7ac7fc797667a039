import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import { configure, loadKconfig, openKeptTree, type KconfigTree, type LoadOptions } from '../../../generator/kconfig/index.ts';

/** Large enough to be kept. */
const MANY = Array.from({ length: 600 }, (_, at) => `config A${at}\n\tbool "a${at}"\n`).join('');

let folder = '';
let kept = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tree-cache-'));
  kept = join(folder, 'cache/mallocgen');
  mkdirSync(join(folder, 'cache'));
  write('Kconfig', 'source "more"\nosource "maybe"\nosource "parts/*"\nosource "later/*"\n');
  write('more', MANY);
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** Makes every file older than any imprecision of its times. */
function age(...names: readonly string[]): void {
  for (const name of names) utimesSync(join(folder, name), new Date(2001, 1), new Date(2001, 1));
}

interface Asked {
  readonly env?: Readonly<Record<string, string>>;
  readonly version?: string;
  readonly allowShell?: boolean;
  readonly dialect?: string;
}

function load(options: Asked = {}): KconfigTree {
  return loadKconfig(asked(options));
}

function asked({ version = '1', env = {}, ...options }: Asked = {}): LoadOptions {
  const cache = { folder: kept, version };
  return { file: 'Kconfig', cwd: folder, srctree: folder, env, cache, ...options };
}

/** Whether it was taken from the cache: nodes are made when they are asked for there. */
function isTaken(tree: KconfigTree): boolean {
  return Object.getOwnPropertyDescriptor(tree, 'nodes')?.get !== undefined;
}

function keptFiles(): readonly string[] {
  return existsSync(kept) ? readdirSync(kept) : [];
}

describe('the cache of parsed trees', () => {
  test('has the tree the second time, and gives the same', () => {
    const first = load();
    const second = load();
    expect([isTaken(first), isTaken(second)]).toEqual([false, true]);
    const [one, other] = [first, second].map((tree) =>
      configure(tree, undefined, { mode: 'allyesconfig' }).toConfig(),
    );
    expect(other).toBe(one);
    expect(second.mentions('A7')).toEqual(first.mentions('A7'));
    expect(keptFiles()).toHaveLength(1);
    expect(statSync(join(kept, keptFiles()[0]!)).mode & 0o077).toBe(0);
  });

  test.each<[string, () => void]>([
    ['a file has another content of the same length', () => write('more', MANY.replace('a7"', 'b7"'))],
    ['a file that might exist does', () => write('maybe', 'config NEW\n\tbool "new"\n')],
    ['a pattern has another match', () => write('parts/one', 'config NEW\n\tbool "new"\n')],
    ['there is the folder of a pattern', () => write('later/one', 'config NEW\n\tbool "new"\n')],
  ])('is not taken if %s', (_, change) => {
    load();
    change();
    const again = load();
    expect(isTaken(again)).toBe(false);
    expect(configure(again).symbols).toHaveLength(600 + (again.names.has('NEW') ? 1 : 0));
    expect(isTaken(load())).toBe(true);
  });

  test('is taken if files were only touched', () => {
    age('more', 'Kconfig');
    load();
    utimesSync(join(folder, 'more'), new Date(2002, 1), new Date(2002, 1));
    expect(isTaken(load())).toBe(true);
  });

  test('depends on the variables that the tree asks for, and on no others', () => {
    write('maybe', 'config B\n\tstring\n\tdefault "$(BOARD)"\n');
    load({ env: { BOARD: 'one' } });
    expect(isTaken(load({ env: { BOARD: 'one', OTHER: 'x' } }))).toBe(true);
    const other = load({ env: { BOARD: 'two' } });
    expect(isTaken(other)).toBe(false);
    expect(configure(other).get('B')?.value).toBe('two');
    expect(isTaken(load())).toBe(false);
  });

  test('runs shell commands again, which decide', () => {
    write('maybe', 'a := $(shell,cat answer)\nb := $(shell,echo x >> runs)\nconfig B\n\tdef_bool $(a)\n');
    write('answer', 'y\n');
    const env = { PATH: process.env['PATH'] ?? '' };
    const inFolder = <T>(work: () => T): T => {
      const before = process.cwd();
      process.chdir(folder);
      try {
        return work();
      } finally {
        process.chdir(before);
      }
    };
    const runs = (): number => readFileSync(join(folder, 'runs'), 'utf8').length / 2;
    inFolder(() => {
      load({ allowShell: true, env });
      expect(isTaken(load({ allowShell: true, env }))).toBe(true);
      expect(runs()).toBe(2);
      write('answer', 'n\n');
      const other = load({ allowShell: true, env });
      expect([isTaken(other), configure(other).get('B')?.value]).toEqual([false, 'n']);
      expect(runs()).toBe(3);
      expect(() => load({ env })).toThrow('shell');
    });
  });

  test('has commands run before the tree is put together, once, and not again if their output is another', async () => {
    write('maybe', `a := $(shell,echo x >> ${folder}/runs; cat ${folder}/answer)\nconfig B\n\tdef_bool $(a)\n`);
    write('answer', 'y\n');
    const env = { PATH: process.env['PATH'] ?? '' };
    const runs = (): number => readFileSync(join(folder, 'runs'), 'utf8').length / 2;
    const options = { ...asked(), env, allowShell: true };
    loadKconfig(options);
    const { signal } = new AbortController();
    const early = openKeptTree(options, { signal })!;
    expect(await early.isCurrent(signal)).toBe(true);
    expect(await early.isCurrent(signal)).toBe(true);
    expect([configure(early.tree).get('B')?.value, runs()]).toEqual(['y', 2]);
    write('answer', 'n\n');
    expect(await openKeptTree(options, { signal })!.isCurrent(signal)).toBe(false);
    expect(configure(loadKconfig(options)).get('B')?.value).toBe('n');
    expect(runs()).toBe(4);
    expect(isTaken(loadKconfig(options))).toBe(true);
  });

  test('keeps the outputs of many commands apart, and those of one that prints a lot', () => {
    const names = Array.from({ length: 23 }, (_, at) => `S${at}`);
    const of = (at: number): string => (at === 7 ? "yes '' | head -c 100000" : `echo "${at} $$(cat tail)"`);
    write(
      'maybe',
      names.map((name, at) => `config ${name}\n\tstring\n\tdefault "$(shell,${of(at)})"\n`).join(''),
    );
    write('tail', 'x\n');
    const read = (): [boolean, (string | undefined)[]] => {
      const tree = load({ allowShell: true, env: { PATH: process.env['PATH'] ?? '' } });
      const values = configure(tree);
      return [isTaken(tree), names.map((name) => values.get(name)?.value)];
    };
    const [, first] = read();
    expect(read()).toEqual([true, first]);
  });

  test('sees what a shell command writes into a file of the tree', () => {
    write('maybe', `c := $(shell,cp ${folder}/in ${folder}/out)\nsource "out"\n`);
    write('out', '');
    const symbol = () => load({ allowShell: true }).names.has('ALPHA');
    write('in', 'config ALPHA\n\tdef_bool y\n');
    expect(symbol()).toBe(true);
    write('in', 'config OTHER\n\tdef_bool y\n');
    expect(symbol()).toBe(false);
    expect(isTaken(load({ allowShell: true }))).toBe(true);
  });

  test('depends on the dialect and on who kept it', () => {
    load();
    expect(isTaken(load({ dialect: 'linux' }))).toBe(false);
    expect(isTaken(load({ version: '2' }))).toBe(false);
    expect(isTaken(load())).toBe(true);
  });

  test.each<[string, (path: string) => void]>([
    ['damaged', (path) => flip(path)],
    ['cut', (path) => writeFileSync(path, readFileSync(path).subarray(0, 1000))],
    ['empty', (path) => writeFileSync(path, '')],
    ['a link', (path) => replaceByLink(path)],
    ['in a folder where others can write', () => chmodSync(kept, 0o777)],
  ])('ignores a file that is %s', (_, spoil) => {
    load();
    spoil(join(kept, keptFiles()[0]!));
    const again = load();
    expect(isTaken(again)).toBe(false);
    expect(again.names.size).toBe(600);
  });

  test('ignores a file that is cut or has a wrong byte anywhere', () => {
    load();
    const path = join(kept, keptFiles()[0]!);
    const whole = readFileSync(path);
    const isThere = (): boolean => openKeptTree(asked()) !== undefined;
    expect(isThere()).toBe(true);
    const step = Math.ceil(whole.length / 150);
    for (let at = 0; at < whole.length; at += step) {
      writeFileSync(path, whole.subarray(0, at));
      expect([at, isThere()]).toEqual([at, false]);
    }
    for (let at = whole.length - 1; at >= 0; at -= at > whole.length - 200 ? 1 : step) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 1 << (at % 8);
      writeFileSync(path, damaged);
      expect([at, isThere()]).toEqual([at, false]);
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.alloc(4)]));
    expect(isThere()).toBe(false);
  });

  test('takes the place of a folder, and removes what runs that were ended have left', () => {
    load();
    const [name] = keptFiles();
    rmSync(join(kept, name!));
    mkdirSync(join(kept, name!, 'inner'), { recursive: true });
    const [old, fresh] = [`${name}.12-ab`, `${name}.34-cd`];
    for (const each of [old, fresh]) writeFileSync(join(kept, each), '');
    utimesSync(join(kept, old), new Date(2001, 1), new Date(2001, 1));
    load();
    expect(keptFiles()).toEqual([name, fresh]);
    expect(isTaken(load())).toBe(true);
  });

  test('does without a folder that cannot be made', () => {
    rmSync(join(folder, 'cache'), { recursive: true });
    write('cache', '');
    expect(load().names.size).toBe(600);
  });

  test('keeps no small trees and no broken ones, and few altogether', () => {
    write('more', 'config A\n\tbool "a"\n');
    load();
    expect(keptFiles()).toEqual([]);
    write('more', `${MANY}nonsense\n`);
    expect(() => load()).toThrow('nonsense');
    expect(keptFiles()).toEqual([]);
    write('more', MANY);
    for (let version = 0; version < 10; version++) load({ version: String(version) });
    expect(keptFiles()).toHaveLength(8);
    expect(isTaken(load({ version: '9' }))).toBe(true);
  });
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes);
}

function replaceByLink(path: string): void {
  const target = join(folder, 'elsewhere');
  writeFileSync(target, readFileSync(path));
  rmSync(path);
  symlinkSync(target, path);
}
