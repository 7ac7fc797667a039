import type { UnpluginOptions } from 'unplugin';

import { IMPORT_ID_WITH_QUERY, splitImport } from '../../imports/import-id.ts';
import type { PluginWork } from '../plugin-work.ts';
import { loadHook, type Host, type LoadContext } from './host.ts';
import { rollupError, rollupLog, rollupLogWithPlace } from './rollup-error.ts';

/** Rollup's and Rolldown's `this`, as far as it is used here. */
interface RollupContext extends LoadContext {
  readonly meta: { readonly watchMode: boolean };
  info(line: string): void;
}

interface ResolveContext {
  resolve(
    source: string,
    importer: string | undefined,
    options: object,
  ): Promise<{ readonly id: string; readonly external?: unknown } | null>;
}

/** How Rolldown and Vite learn of errors and warnings. */
export const ROLLDOWN_HOST: Pick<Host, 'fail' | 'warn'> = {
  warn: (context, problem) => context.warn(rollupLogWithPlace(problem)),
  fail(context, problems) {
    throw context.error(rollupError(problems));
  },
};

/** The same for Rollup, which puts the place before a message by itself. */
export const ROLLUP_HOST: Pick<Host, 'fail' | 'warn'> = {
  ...ROLLDOWN_HOST,
  warn: (context, problem) => context.warn(rollupLog(problem)),
};

/** The plugin of Rollup and Rolldown. */
export function rollupPlugin(
  work: PluginWork,
  messages: Pick<Host, 'fail' | 'warn'>,
): Partial<UnpluginOptions> {
  const host: Host = {
    ...messages,
    activity: (context) => ({
      cwd: process.cwd(),
      isDevelopment: (context as RollupContext).meta.watchMode,
    }),
  };
  return {
    load: loadHook(work, host),
    async buildEnd(this: unknown, error?: Error) {
      if (error !== undefined) return;
      for (const line of await work.sizeLines()) (this as RollupContext).info(line);
    },
  };
}

/**
 * Resolves imports with a query, which Rollup would take for a part of the name. All ways to name a
 * variant get one id, and so one module.
 * @param isOwnQuery whether a query is one of the bundler's own, which resolves it itself
 */
export function resolveQueries(isOwnQuery: (id: string) => boolean): object {
  return {
    resolveId: {
      filter: { id: IMPORT_ID_WITH_QUERY },
      async handler(
        this: ResolveContext,
        source: string,
        importer: string | undefined,
        options: object,
      ) {
        const split = isOwnQuery(source) ? undefined : splitImport(source);
        if (split === undefined) return null;
        const found = await this.resolve(split.path, importer, { ...options, skipSelf: true });
        if (found === null || found.external) return found;
        return { ...found, id: found.id + split.query };
      },
    },
  };
}

/** The same for bundlers that have no queries of their own. */
export const RESOLVE_QUERIES = resolveQueries(() => false);
