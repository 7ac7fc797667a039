import {
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

import type { PluginOptions } from '../../../src/plugin/options.ts';
import { PluginWork, type Outcome } from '../../../src/plugin/plugin-work.ts';

const HEAP = 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SYS_MALLOC_LEN=0x10000\n';

let cwd: string;
let ci: string | undefined;
const at = (name: string): string => join(cwd, name);
beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), 'plugin-work-')));
  writeFileSync(at('heap.defconfig'), HEAP);
  ci = process.env['CI'];
  delete process.env['CI'];
});
afterEach(() => {
  if (ci === undefined) delete process.env['CI'];
  else process.env['CI'] = ci;
  rmSync(cwd, { recursive: true });
});

const work = (options: PluginOptions = {}): PluginWork => new PluginWork(options, 'test');
const load = (plugin: PluginWork, isDevelopment = false, id = 'heap.defconfig') =>
  plugin.load(at(id), { cwd, isDevelopment });
const codes = (outcome: Outcome | undefined) => outcome?.problems?.map(({ code }) => code);

test('what is not a variant is left to others', async () => {
  expect(await load(work(), false, 'heap.defconfig.js')).toBeUndefined();
});

test('an unknown query is a problem', async () => {
  for (const query of ['?raw', '?phase=spl&x=1', '?phase=spl&phase=tpl']) {
    expect(codes(await load(work(), false, `heap.defconfig${query}`))).toEqual(['unknown-query']);
  }
});

test('an unknown phase is a problem', async () => {
  expect(codes(await load(work(), false, 'heap.defconfig?phase=spm'))).toEqual(['unknown-phase']);
});

test('a budget is for builds, and not for development', async () => {
  const plugin = work({ budget: { brotli: 100 } });
  const built = await load(plugin);
  expect(codes(built)).toEqual(['budget']);
  expect(built?.filesRead).toContain(at('heap.defconfig'));
  expect((await load(plugin, true))?.problems).toBeUndefined();
});

test('sizes are printed once for each build, and not if they are not wanted', async () => {
  const plugin = work();
  await load(plugin);
  await load(plugin, false, 'heap.defconfig?phase=u-boot');
  expect(await plugin.sizeLines()).toEqual([expect.stringMatching(/^heap\.defconfig: \d+ bytes/)]);
  expect(await plugin.sizeLines()).toEqual([]);
  const silent = work({ sizes: false });
  await load(silent);
  expect(await silent.sizeLines()).toEqual([]);
});

test('the variants that a file is part of are known, also after an error', async () => {
  const plugin = work();
  await load(plugin);
  expect(plugin.idsThatRead(at('heap.defconfig'))).toEqual([at('heap.defconfig')]);
  expect(plugin.idsThatRead(at('other.defconfig'))).toEqual([]);
  writeFileSync(at('heap.defconfig'), 'rubbish\n');
  expect(codes(await load(plugin))).toHaveLength(1);
  expect(plugin.idsThatRead(at('heap.defconfig'))).toEqual([at('heap.defconfig')]);
});

describe('declarations', () => {
  const TYPES = 'heap.d.defconfig.ts';

  test('are written in development if they are wanted, and again when the configuration changes', async () => {
    const plugin = work({ types: true });
    await load(plugin);
    expect(existsSync(at(TYPES))).toBe(false);
    await load(plugin, true);
    const before = readFileSync(at(TYPES), 'utf8');
    expect(before).toContain('export declare function malloc_brk(): number;');
    expect(before).toMatch(/export declare const mallinfo: Missing</);
    writeFileSync(at('heap.defconfig'), `${HEAP}# CONFIG_NO_MALLINFO is not set\n`);
    await load(plugin, true);
    expect(readFileSync(at(TYPES), 'utf8')).not.toMatch(/mallinfo: Missing</);

    writeFileSync(at(TYPES), before);
    await load(work(), true);
    expect(readFileSync(at(TYPES), 'utf8')).not.toBe(before);
  });

  test('are not written otherwise', async () => {
    await load(work(), true);
    await load(work({ types: true, extraConfig: { SYS_MALLOC_GROW: true } }), true);
    process.env['CI'] = 'true';
    await load(work({ types: true }), true);
    expect(existsSync(at(TYPES))).toBe(false);
  });

  test('of somebody else are left alone', async () => {
    writeFileSync(at(TYPES), 'export {};\n');
    await load(work({ types: true }), true);
    expect(readFileSync(at(TYPES), 'utf8')).toBe('export {};\n');
  });
});
