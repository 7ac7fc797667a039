import { createWebpackPlugin } from 'unplugin';

import { compilerPlugin } from './hosts/webpack.ts';
import type { PluginOptions } from './options.ts';
import { PluginWork } from './plugin-work.ts';
import type { CompilerPlugin } from './types.ts';

export type { Budget, Limits, Measure, PluginOptions } from './options.ts';

/**
 * The plugin for webpack: `import { malloc } from './heap.defconfig'` is the variant.
 * @throws {OptionsError} for options that do not exist
 */
export default function mallocgen(options: PluginOptions = {}): CompilerPlugin {
  return compilerPlugin(createWebpackPlugin, new PluginWork(options, 'mallocgen/webpack'));
}
