import { createRspackPlugin } from 'unplugin';

import { compilerPlugin } from './hosts/webpack.ts';
import type { PluginOptions } from './options.ts';
import { PluginWork } from './plugin-work.ts';
import type { CompilerPlugin, SetupPlugin } from './types.ts';

export type { Budget, Limits, Measure, PluginOptions } from './options.ts';

/** What Rsbuild passes to the `setup` of a plugin, as far as it is used here. */
interface RsbuildApi {
  readonly logger?: { info(line: string): void };
  modifyRspackConfig(change: (config: { plugins?: CompilerPlugin[] }) => void): void;
}

/**
 * The plugin for Rsbuild: `import { malloc } from './heap.defconfig'` is the variant.
 * @throws {OptionsError} for options that do not exist
 */
export default function mallocgen(options: PluginOptions = {}): SetupPlugin {
  const work = new PluginWork(options, 'mallocgen/rsbuild');
  return {
    name: 'mallocgen',
    setup(build) {
      const api = build as RsbuildApi;
      // Rsbuild hides what goes to Rspack's own logger.
      const plugin = compilerPlugin(createRspackPlugin, work, api.logger ?? console);
      api.modifyRspackConfig((config) => {
        (config.plugins ??= []).push(plugin);
      });
    },
  };
}
