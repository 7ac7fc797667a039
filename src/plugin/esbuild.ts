import type { PluginBuild } from 'esbuild';
import { createEsbuildPlugin } from 'unplugin';

import { setUpEsbuild } from './hosts/esbuild.ts';
import type { PluginOptions } from './options.ts';
import { PluginWork } from './plugin-work.ts';
import type { SetupPlugin } from './types.ts';

export type { Budget, Limits, Measure, PluginOptions } from './options.ts';

/**
 * The plugin for esbuild: `import { malloc } from './heap.defconfig'` is the variant.
 * @throws {OptionsError} for options that do not exist
 */
export default function mallocgen(options: PluginOptions = {}): SetupPlugin {
  const work = new PluginWork(options, 'mallocgen/esbuild');
  return createEsbuildPlugin(() => ({
    name: 'mallocgen',
    esbuild: { setup: (build: PluginBuild) => setUpEsbuild(build, work) },
  }))() as SetupPlugin;
}
