import type { UnpluginOptions } from 'unplugin';

import { splitImport } from '../../imports/import-id.ts';
import type { PluginWork } from '../plugin-work.ts';
import type { CompilerPlugin } from '../types.ts';
import { loadHook, type Host } from './host.ts';
import { placedError } from './placed-error.ts';

/** The compilers of webpack and Rspack, as far as they are used here. */
interface WebpackCompiler {
  readonly context: string;
  readonly watchMode: boolean;
  readonly hooks: {
    readonly compilation: TapHook<[compilation: unknown, { normalModuleFactory: ModuleFactory }]>;
    readonly done: { tapPromise(name: string, work: (stats: Stats) => Promise<void>): void };
  };
  getInfrastructureLogger(name: string): Logger;
}

interface Logger {
  info(line: string): void;
}

interface ModuleFactory {
  readonly hooks: { readonly beforeResolve: TapHook<[data: { request: string }]> };
}

interface TapHook<Parameters extends unknown[]> {
  tap(name: string, work: (...parameters: Parameters) => void): void;
}

interface Stats {
  hasErrors(): boolean;
}

const NAME = 'mallocgen';

/** What makes a plugin of webpack or Rspack from the hooks that the bundlers share. */
type Maker = (factory: () => UnpluginOptions) => () => unknown;

/**
 * The plugin of webpack and Rspack.
 * @param logger takes the sizes; the compiler's own if not given
 */
export function compilerPlugin(make: Maker, work: PluginWork, logger?: Logger): CompilerPlugin {
  return {
    apply(given) {
      const compiler = given as WebpackCompiler;
      const load = loadHook(work, hostOf(compiler));
      (make(() => ({ name: NAME, load }))() as CompilerPlugin).apply(compiler);
      joinQueries(compiler);
      reportSizes(compiler, work, logger ?? compiler.getInfrastructureLogger(NAME));
    },
  };
}

function hostOf(compiler: WebpackCompiler): Host {
  return {
    activity: () => ({ cwd: compiler.context, isDevelopment: compiler.watchMode }),
    warn: (context, problem) => context.warn(placedError([problem])),
    fail(_context, problems) {
      throw placedError(problems);
    },
  };
}

/** Makes all ways to name a variant one request, and so one module. */
function joinQueries(compiler: WebpackCompiler): void {
  compiler.hooks.compilation.tap(NAME, (_, { normalModuleFactory }) => {
    normalModuleFactory.hooks.beforeResolve.tap(NAME, (data) => {
      const split = data.request.includes('!') ? undefined : splitImport(data.request);
      if (split !== undefined) data.request = split.path + split.query;
    });
  });
}

function reportSizes(compiler: WebpackCompiler, work: PluginWork, logger: Logger): void {
  compiler.hooks.done.tapPromise(NAME, async (stats) => {
    if (stats.hasErrors()) return;
    for (const line of await work.sizeLines()) logger.info(line);
  });
}
