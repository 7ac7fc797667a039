import type { UnpluginOptions } from 'unplugin';

import type { Activity, PluginWork } from '../plugin-work.ts';
import { loadHook } from './host.ts';
import { resolveQueries, ROLLDOWN_HOST } from './rollup.ts';

/** Vite's configuration, as far as it is used here. */
interface ViteConfig {
  readonly root: string;
  readonly command: 'build' | 'serve';
  readonly build: { readonly watch: unknown };
  readonly logger: { info(line: string): void };
}

interface ModuleNode {
  readonly id: string | null;
}

interface HotUpdateContext {
  readonly environment: {
    readonly moduleGraph: { getModuleById(id: string): ModuleNode | undefined };
  };
}

/** What Vite and vitest do with any file: `?raw` is its text. */
const OWN_QUERY =
  /[?&](?:raw|url|inline|no-inline|init|worker|sharedworker|worker_file|direct|html-proxy|vitest|_vitest_original)(?:[=&]|$)/;

const isOwnQuery = (id: string): boolean => OWN_QUERY.test(id);

/** The plugin of Vite, from version 6 on. */
export function vitePlugin(work: PluginWork): Partial<UnpluginOptions> {
  let config: ViteConfig | undefined;
  const activity = (): Activity => ({
    cwd: config?.root ?? process.cwd(),
    isDevelopment: config?.command === 'serve' || Boolean(config?.build.watch),
  });
  return {
    // Before Vite's own resolver, which would keep a query that says nothing.
    enforce: 'pre',
    load: loadHook(work, { ...ROLLDOWN_HOST, activity, isOwnQuery }),
    vite: {
      ...resolveQueries(isOwnQuery),
      configResolved(resolved: ViteConfig) {
        config = resolved;
      },
      async buildEnd(error?: Error) {
        if (error !== undefined || config?.command !== 'build') return;
        for (const line of await work.sizeLines()) config.logger.info(line);
      },
      /** Vite knows which modules a file is; a Kconfig file is part of many. */
      hotUpdate(
        this: HotUpdateContext,
        { file, modules }: { readonly file: string; readonly modules: readonly ModuleNode[] },
      ) {
        const graph = this.environment.moduleGraph;
        const read = work.idsThatRead(file).map((id) => graph.getModuleById(id));
        const all = new Set([...modules, ...read.filter((module) => module !== undefined)]);
        return all.size > modules.length ? [...all] : undefined;
      },
    } as object,
  };
}
