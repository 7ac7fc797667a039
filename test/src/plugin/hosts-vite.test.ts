import { expect, test } from '@jest/globals';

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
