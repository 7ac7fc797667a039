import { setUpBun, type BunBuild } from './hosts/bun.ts';
import type { PluginOptions } from './options.ts';
import { PluginWork } from './plugin-work.ts';
import type { SetupPlugin } from './types.ts';

export type { Budget, Limits, Measure, PluginOptions } from './options.ts';

/**
 * The plugin for Bun: `import { malloc } from './heap.defconfig'` is the variant. `Bun.build` takes it, and
 * `Bun.plugin` for programs that Bun runs.
 * @throws {OptionsError} for options that do not exist
 */
export default function mallocgen(options: PluginOptions = {}): SetupPlugin {
  const work = new PluginWork(options, 'mallocgen/bun');
  return { name: 'mallocgen', setup: (build) => setUpBun(build as BunBuild, work) };
}
