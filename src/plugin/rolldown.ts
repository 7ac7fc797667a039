import { createRolldownPlugin } from 'unplugin';

import { RESOLVE_QUERIES, ROLLDOWN_HOST, rollupPlugin } from './hosts/rollup.ts';
import type { PluginOptions } from './options.ts';
import { PluginWork } from './plugin-work.ts';
import type { NamedPlugin } from './types.ts';

export type { Budget, Limits, Measure, PluginOptions } from './options.ts';

/**
 * The plugin for Rolldown: `import { malloc } from './heap.defconfig'` is the variant.
 * @throws {OptionsError} for options that do not exist
 */
export default function mallocgen(options: PluginOptions = {}): NamedPlugin {
  const work = new PluginWork(options, 'mallocgen/rolldown');
  return createRolldownPlugin(() => ({
    name: 'mallocgen',
    ...rollupPlugin(work, ROLLDOWN_HOST),
    rolldown: RESOLVE_QUERIES as object,
  }))() as NamedPlugin;
}
