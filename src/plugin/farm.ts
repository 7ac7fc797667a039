import { createFarmPlugin } from 'unplugin';

import { farmPlugin } from './hosts/farm.ts';
import type { PluginOptions } from './options.ts';
import { PluginWork } from './plugin-work.ts';
import type { NamedPlugin } from './types.ts';

export type { Budget, Limits, Measure, PluginOptions } from './options.ts';

/**
 * The plugin for Farm: `import { malloc } from './heap.defconfig'` is the variant.
 * @throws {OptionsError} for options that do not exist
 */
export default function mallocgen(options: PluginOptions = {}): NamedPlugin {
  const work = new PluginWork(options, 'mallocgen/farm');
  return createFarmPlugin(() => ({ name: 'mallocgen', ...farmPlugin(work) }))() as NamedPlugin;
}
