import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

import { vitePlugin } from '../../../src/plugin/hosts/vite.ts';
import { PluginWork } from '../../../src/plugin/plugin-work.ts';

interface Hook {
  handler(this: unknown, ...parameters: unknown[]): Promise<unknown>;
}

const plugin = vitePlugin(new PluginWork({}, 'test'));
const resolveId = (plugin.vite as { readonly resolveId: Hook }).resolveId;
const found = { resolve: async (id: string) => await Promise.resolve({ id }) };

test.each(['?raw', '?url', '?phase=spl&inline', '?worker_file&type=module'])(
  'Vite does itself what %s asks for',
  async (query) => {
    const id = `/a/heap.defconfig${query}`;
    expect(await resolveId.handler.call(found, id, undefined, {})).toBeNull();
    expect(await (plugin.load as unknown as Hook).handler.call({}, id)).toBeNull();
  },
);

test.each([
  ['?phase=spl', '?phase=spl'],
  ['?t=1', ''],
  ['?rawer', '?rawer'],
])('%s is not one of its own', async (query, kept) => {
  const id = `/a/heap.defconfig${query}`;
  expect(await resolveId.handler.call(found, id, undefined, {})).toEqual({
    id: `/a/heap.defconfig${kept}`,
  });
});

test.each([
  [undefined, "SYS_MALLOC_LEN: '4M' is not"],
  ['true', "bad.defconfig:1:1: SYS_MALLOC_LEN: '4M' is not"],
])(
  'where VITEST is %s, an error begins with its place if its tool shows none',
  async (vitest, text) => {
    const cwd = mkdtempSync(join(tmpdir(), 'mallocgen-vite-error-'));
    writeFileSync(join(cwd, 'bad.defconfig'), 'CONFIG_SYS_MALLOC_LEN=4M\n');
    const before = process.env['VITEST'];
    if (vitest !== undefined) process.env['VITEST'] = vitest;
    const { configResolved, load } = {
      ...(plugin.vite as unknown as { configResolved(config: object): void }),
      load: plugin.load as unknown as Hook,
    };
    configResolved({ root: cwd, command: 'serve', build: {} });
    const context = {
      addWatchFile: () => undefined,
      error: (log: { readonly message: string }) => new Error(log.message),
    };
    try {
      await expect(load.handler.call(context, join(cwd, 'bad.defconfig'))).rejects.toThrow(
        new RegExp(`^${text}`),
      );
    } finally {
      if (before === undefined) delete process.env['VITEST'];
      else process.env['VITEST'] = before;
      rmSync(cwd, { recursive: true });
    }
  },
);

describe('a package in node_modules, which the server bundles beforehand', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mallocgen-vite-package-'));
  const entry = join(folder, 'index.js');
  writeFileSync(entry, "export { malloc } from './heap.defconfig';\n");
  writeFileSync(join(folder, 'heap.defconfig'), 'CONFIG_SYS_MALLOC_SMALL=y\n');
  afterAll(() => rmSync(folder, { recursive: true }));
  const { config } = plugin.vite as unknown as {
    config(this: unknown): { readonly optimizeDeps: Record<string, { readonly plugins: never[] }> };
  };

  test('imports a configuration in Vite 8', async () => {
    const { rolldownOptions } = config.call({ meta: { rolldownVersion: '1' } }).optimizeDeps;
    // Jest's own Array and Object keep Rolldown itself from running here.
    const [{ load, resolveId: resolves }] = (rolldownOptions?.plugins ?? []) as unknown as [
      { readonly load: Hook; readonly resolveId: Hook },
    ];
    const id = join(folder, 'heap.defconfig');
    const context = { addWatchFile: () => undefined };
    expect(await load.handler.call(context, id)).toMatchObject({
      code: expect.stringMatching(/^export function malloc\(/m),
    });
    expect(await resolves.handler.call(found, `${id}?t=1`, entry, {})).toEqual({ id });
  });

  test('imports a configuration in Vite 6 and 7', async () => {
    const { plugins } = config.call({}).optimizeDeps['esbuildOptions'] ?? { plugins: [] };
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      format: 'esm',
      write: false,
      logLevel: 'silent',
      plugins,
    });
    expect(outputFiles[0]?.text).toMatch(/^function malloc\(/m);
  });
});
