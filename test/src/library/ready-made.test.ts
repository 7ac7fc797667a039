/*
 * The variants that the package exports, as programs import them. They are made by `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, test } from '@jest/globals';

import { READY_MADE } from '../../../src/bundle/ready-made.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';

const NAMES = READY_MADE.map(({ name }) => name);

const { exports } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>;
};

interface Heap {
  mem_malloc_init(memory: ArrayBuffer | SharedArrayBuffer, start: number, size: number): void;
  initf_malloc(memory: ArrayBuffer, base: number): void;
  malloc(bytes: number): number;
  free(mem: number): void;
  readonly mem_malloc_start: number;
  readonly mem_malloc_end: number;
  readonly mem_malloc_brk: number;
  malloc_start(): number;
  malloc_end(): number;
  malloc_brk(): number;
  createMalloc(): Heap;
}

async function imported(name: string): Promise<Heap> {
  return (await import(`mallocgen/${name}`)) as Heap;
}

test('the package exports each of them', () => {
  const variants = Object.keys(exports).filter((entry) =>
    JSON.stringify(exports[entry]).includes('/variants/'),
  );
  expect(variants).toEqual(NAMES.map((name) => `./${name}`));
});

test.each(NAMES)('mallocgen/%s allocates', async (name) => {
  const module = await imported(name);
  const heap = 'createMalloc' in module ? module.createMalloc() : module;
  const memory = name === 'shared' ? new SharedArrayBuffer(1 << 16) : new ArrayBuffer(1 << 16);
  if (name === 'simple') heap.initf_malloc(memory as ArrayBuffer, 16);
  else heap.mem_malloc_init(memory, 0, 1 << 16);
  const mem = heap.malloc(100);
  expect(heap.malloc(100)).toBeGreaterThanOrEqual(mem + 100);
  heap.free(mem);
});

describe('functions return the values of the live bindings', () => {
  const having = NAMES.filter((name) => name !== 'simple' && name !== 'multi_instance');
  test.each(having)('mallocgen/%s', async (name) => {
    const heap = await imported(name);
    const memory = name === 'shared' ? new SharedArrayBuffer(1 << 16) : new ArrayBuffer(1 << 16);
    heap.mem_malloc_init(memory, 1 << 12, 1 << 15);
    heap.malloc(100);
    expect(heap.mem_malloc_end).toBe((1 << 12) + (1 << 15));
    const { mem_malloc_start, mem_malloc_end, mem_malloc_brk } = heap;
    expect([heap.malloc_start(), heap.malloc_end(), heap.malloc_brk()]).toEqual([
      mem_malloc_start,
      mem_malloc_end,
      mem_malloc_brk,
    ]);
  });
});

test('the README lists them with the sizes of the baseline', () => {
  const readme = readFileSync(join(PACKAGE_ROOT, 'README.md'), 'utf8');
  const listed = [...readme.matchAll(/^\| `mallocgen\/(\w+)` +\|[^|]+\|(.*)\|$/gm)];
  const { variants } = JSON.parse(
    readFileSync(join(PACKAGE_ROOT, 'configs/size-baseline.json'), 'utf8'),
  );
  expect(listed.map(([, name, numbers = '']) => [name, ...numbers.split('|').map(Number)])).toEqual(
    READY_MADE.map(({ name, configuration, phase }) => {
      const { raw, gzip, brotli, staticData } = variants[`${configuration}/${phase}`].sizes;
      return [name, raw, gzip, brotli, staticData];
    }),
  );
});

const HOOKS = `
  import { writeSync } from 'node:fs';
  export async function load(url, context, next) {
    if (url.startsWith('file:')) writeSync(2, url + '\\n');
    return next(url, context);
  }`;

function dataUrl(javascript: string): string {
  return `data:text/javascript,${encodeURIComponent(javascript)}`;
}

/** The modules that a program loads, as paths in the package. */
function loadedBy(program: string): readonly string[] {
  const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(HOOKS))});`;
  const args = ['--import', dataUrl(register), '--input-type=module', '--eval', program];
  const { stderr } = spawnSync(process.execPath, args, { cwd: PACKAGE_ROOT, encoding: 'utf8' });
  return stderr
    .trim()
    .split('\n')
    .map((url) => relative(PACKAGE_ROOT, fileURLToPath(url)));
}

test('nothing but the variant is loaded', () => {
  expect(loadedBy("import 'mallocgen/default';")).toEqual(['dist/bundle/variants/default.js']);
  expect(loadedBy("import 'mallocgen';")).toContain('dist/bundle/mallocgen-more.cjs');
});
