import { ImportError } from '../imports/import-error.ts';
import type { ImportOptions } from '../imports/options.ts';
import { doJobSync } from './do-job-sync.ts';
import { usesSourceMaps } from './uses-source-maps.ts';
import { splitSpecifier, variantId, variantUrl } from './module-hooks.ts';

interface ResolveContext {
  readonly conditions?: readonly string[];
}

interface Resolved {
  readonly url: string;
  readonly format?: string | null | undefined;
}

interface Loaded {
  readonly format: string;
  readonly source?: string;
  readonly shortCircuit?: boolean;
}

/** What `module.registerHooks()` takes. */
export interface SyncHooks {
  resolve<Context extends ResolveContext>(
    specifier: string,
    context: Context,
    nextResolve: (specifier: string, context: Context) => Resolved,
  ): Resolved;
  load<Context>(
    url: string,
    context: Context,
    nextLoad: (url: string, context: Context) => Loaded,
  ): Loaded;
}

/** Hooks for `module.registerHooks()`, which serve `import` and `require()`. */
export function syncHooks(options: ImportOptions, cwd: string): SyncHooks {
  return {
    resolve(specifier, context, nextResolve) {
      const split = splitSpecifier(specifier);
      if (split === undefined) return nextResolve(specifier, context);
      if (split.query !== '' && dropsQueries(context)) throw droppedQuery(specifier);
      const resolved = nextResolve(split.path, context);
      return { ...resolved, url: variantUrl(resolved, split.query), format: 'module' };
    },
    load(url, context, nextLoad) {
      const id = variantId(url);
      if (id === undefined) return nextLoad(url, context);
      const source = doJobSync({ id, options, cwd, wanted: 'esm', withMap: usesSourceMaps() });
      return { format: 'module', source, shortCircuit: true };
    },
  };
}

/** In Deno, `require()` forgets the query of what a hook resolves: it would load another phase. */
function dropsQueries({ conditions = [] }: ResolveContext): boolean {
  return 'Deno' in globalThis && conditions.includes('require');
}

function droppedQuery(specifier: string): ImportError {
  const message = `require('${specifier}'): Deno ignores the phase. Use import instead.`;
  return new ImportError([{ code: 'unsupported-require', message, place: undefined }]);
}
