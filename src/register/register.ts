/**
 * `node --import mallocgen/register app.js`: a program can import configurations, without a bundler. It works
 * the same in Bun (`bun --preload`), in Deno (`deno run --preload`) and in tsx.
 */
import module from 'node:module';

import { checkOptions } from '../checked-options.ts';
import { IMPORT_OPTIONS, type ImportOptions } from '../imports/options.ts';
import { setUpBun, type BunBuild } from '../plugin/hosts/bun.ts';
import { PluginWork } from '../plugin/plugin-work.ts';
import { addRequireHooks } from './require-hooks.ts';
import { syncHooks, type SyncHooks } from './sync-hooks.ts';

export type { ImportOptions } from '../imports/options.ts';

/** Node.js 22.15 and later, and Deno. */
interface WithSyncHooks {
  registerHooks?(hooks: SyncHooks): void;
}

interface BunGlobal {
  plugin(plugin: { readonly name: string; setup(build: BunBuild): void }): void;
}

/**
 * Lets the modules that are loaded from now on import configurations. Importing this module does the same
 * with the default options.
 * @throws {OptionsError} for options that do not exist
 */
export function register(options: ImportOptions = {}): void {
  checkOptions(options, IMPORT_OPTIONS, 'mallocgen/register');
  const cwd = process.cwd();
  const { Bun } = globalThis as { readonly Bun?: BunGlobal };
  const { registerHooks } = module as WithSyncHooks;
  if (Bun !== undefined) {
    const work = new PluginWork(options, 'mallocgen/register');
    Bun.plugin({ name: 'mallocgen', setup: (build) => setUpBun(build, work) });
  } else if (registerHooks !== undefined) {
    registerHooks(syncHooks(options, cwd));
  } else {
    // Node.js 20: hooks for import run in a thread of their own, and require() has none.
    module.register('./async-hooks.js', import.meta.url, { data: { options, cwd } });
    addRequireHooks(options, cwd);
  }
}

register();
