/**
 * Hooks for `module.register()`, which serve `import` in Node.js 20: later ones have `module.registerHooks()`.
 */
import type { InitializeHook, LoadHook, ResolveHook } from 'node:module';

import type { ImportOptions } from '../imports/options.ts';
import { doJob } from './do-job.ts';
import { textOf } from './do-job-sync.ts';
import { usesSourceMaps } from './uses-source-maps.ts';
import { splitSpecifier, variantId, variantUrl } from './module-hooks.ts';

interface Data {
  readonly options: ImportOptions;
  readonly cwd: string;
}

let data: Data = { options: {}, cwd: process.cwd() };

export const initialize: InitializeHook<Data> = (given) => {
  data = given;
};

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const split = splitSpecifier(specifier);
  if (split === undefined) return await nextResolve(specifier, context);
  const resolved = await nextResolve(split.path, context);
  return { ...resolved, url: variantUrl(resolved, split.query), format: 'module' };
};

export const load: LoadHook = async (url, context, nextLoad) => {
  const id = variantId(url);
  if (id === undefined) return await nextLoad(url, context);
  const source = textOf(await doJob({ id, ...data, wanted: 'esm', withMap: usesSourceMaps() }));
  return { format: 'module', source, shortCircuit: true };
};
