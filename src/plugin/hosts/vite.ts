import type { Plugin } from 'esbuild';
import type { UnpluginOptions } from 'unplugin';

import type { Activity, PluginWork } from '../plugin-work.ts';
import { setUpEsbuild } from './esbuild.ts';
import { loadHook, type Host } from './host.ts';
import { rollupErrorWithPlaces } from './rollup-error.ts';
import { resolveQueries, ROLLDOWN_HOST } from './rollup.ts';

/** Vite's configuration, as far as it is used here. */
interface ViteConfig {
  readonly root: string;
  readonly command: 'build' | 'serve';
  readonly build: { readonly watch: unknown };
  readonly logger: { info(line: string): void };
}

interface ConfigContext {
  readonly meta?: { readonly rolldownVersion?: string };
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

const NAME = 'mallocgen';

/** Vitest shows an error's message and frame, but no file that is not in the stack. */
const VITE_HOST: Pick<Host, 'fail' | 'warn'> = {
  ...ROLLDOWN_HOST,
  fail(context, problems) {
    if (process.env['VITEST'] === undefined) return ROLLDOWN_HOST.fail(context, problems);
    throw context.error(rollupErrorWithPlaces(problems));
  },
};

function esbuildPlugin(work: PluginWork): Plugin {
  return {
    name: NAME,
    setup(build) {
      setUpEsbuild(build, work, { isDevelopment: true });
    },
  };
}

/** The plugin of Vite, from version 6 on. */
export function vitePlugin(work: PluginWork): Partial<UnpluginOptions> {
  let config: ViteConfig | undefined;
  const activity = (): Activity => ({
    cwd: config?.root ?? process.cwd(),
    isDevelopment: config?.command === 'serve' || Boolean(config?.build.watch),
  });
  const load = loadHook(work, { ...VITE_HOST, activity, isOwnQuery });
  return {
    // Before Vite's own resolver, which would keep a query that says nothing.
    enforce: 'pre',
    load,
    vite: {
      ...resolveQueries(isOwnQuery),
      /** The server bundles packages beforehand, with plugins of its bundler in place of its own. */
      config(this: ConfigContext | undefined) {
        // Vite 6 and 7 do this with esbuild.
        const optimizeDeps =
          this?.meta?.rolldownVersion === undefined
            ? { esbuildOptions: { plugins: [esbuildPlugin(work)] } }
            : {
                rolldownOptions: { plugins: [{ name: NAME, ...resolveQueries(isOwnQuery), load }] },
              };
        return { optimizeDeps };
      },
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
