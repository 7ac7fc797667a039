import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';

import { afterAll, beforeAll, expect, test } from '@jest/globals';

import type { JestTransform } from '../../../src/jest/transform.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';

type Create = (options?: object) => JestTransform;

const HEAP = 'CONFIG_SYS_MALLOC_SMALL=y\nCONFIG_SYS_MALLOC_LEN=0x10000\n';

let cwd: string;
let path: string;
let createTransformer: Create;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'jest-transform-'));
  path = join(cwd, 'heap.defconfig');
  writeFileSync(path, HEAP);
  // It starts a thread, which needs the build.
  const built = pathToFileURL(join(PACKAGE_ROOT, 'dist/bundle/jest.js')).href;
  ({ createTransformer } = (await import(built)) as { readonly createTransformer: Create });
});
afterAll(() => rmSync(cwd, { recursive: true }));

const request = (supportsStaticESM: boolean) => ({ config: { rootDir: cwd }, supportsStaticESM });

test('CommonJS with live bindings', () => {
  const { code } = createTransformer().process(HEAP, path, request(false));
  const module = { exports: {} as Record<string, never> };
  const run = new Script(`(function (module, exports) {${code}\n})`).runInThisContext() as (
    module: object,
    exports: object,
  ) => void;
  run(module, module.exports);
  const { initr_malloc, malloc } = module.exports as unknown as Record<
    string,
    (...args: unknown[]) => number
  >;
  initr_malloc?.(new ArrayBuffer(0x10000), 0);
  expect(malloc?.(100)).toBe(160);
  expect(module.exports['mem_malloc_brk']).toBe(0x10000);
});

test('an ES module where jest takes one', () => {
  const { code } = createTransformer().process(HEAP, path, request(true));
  expect(code).toMatch(/^export /m);
});

test('the key changes with what the variant depends on, and with nothing else', () => {
  const key = (options: object, text = HEAP, esm = true): string =>
    createTransformer(options).getCacheKey(text, path, request(esm));
  const fragment = join(cwd, 'extra.config');
  writeFileSync(fragment, '');
  const keys = [key({}), key({}, HEAP, false), key({ extraConfig: { SYS_MALLOC_GROW: true } })];
  expect(new Set(keys).size).toBe(3);
  expect(key({})).toBe(keys[0]);

  const before = key({ fragments: fragment });
  writeFileSync(fragment, 'CONFIG_SYS_MALLOC_GROW=y\n');
  expect(key({ fragments: fragment })).not.toBe(before);
});

test('options that do not exist are refused, and so is a wrong configuration', () => {
  expect(() => createTransformer({ strct: true })).toThrow(
    'mallocgen/jest: there is no option strct. Did you mean strict?',
  );
  const bad = join(cwd, 'bad.defconfig');
  writeFileSync(bad, 'CONFIG_SYS_MALLOC_LEN=4M\n');
  const transform = createTransformer();
  expect(transform.getCacheKey('', bad, request(true))).toMatch(/^[\da-f]{32}$/);
  expect(() => transform.process('', bad, request(true))).toThrow(
    /^bad\.defconfig:1:1: SYS_MALLOC_LEN: '4M' is not a hex number/,
  );
});
