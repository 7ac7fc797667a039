import { createVitePlugin } from 'unplugin';

import { vitePlugin } from './hosts/vite.ts';
import type { PluginOptions } from './options.ts';
import { PluginWork } from './plugin-work.ts';
import type { NamedPlugin } from './types.ts';

export type { Budget, Limits, Measure, PluginOptions } from './options.ts';

/**
 * The plugin for Vite and vitest: `import { malloc } from './heap.defconfig'` is the variant.
 * @throws {OptionsError} for options that do not exist
 */
export default function mallocgen(options: PluginOptions = {}): NamedPlugin {
  const work = new PluginWork(options, 'mallocgen/vite');
  return createVitePlugin(() => ({ name: 'mallocgen', ...vitePlugin(work) }))() as NamedPlugin;
}
