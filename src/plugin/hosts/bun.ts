import { dirname, resolve } from 'node:path';

import { ImportError, problemWithFrame } from '../../imports/import-error.ts';
import { IMPORT_ID, IMPORT_ID_WITH_QUERY, splitImport } from '../../imports/import-id.ts';
import type { PluginWork } from '../plugin-work.ts';

/** What Bun passes to the `setup` of a plugin, as far as it is used here. */
export interface BunBuild {
  onResolve(
    constraints: { readonly filter: RegExp },
    callback: (args: ResolveArguments) => { readonly path: string } | undefined,
  ): unknown;
  onLoad(
    constraints: { readonly filter: RegExp },
    callback: (args: { readonly path: string }) => Promise<LoadResult | undefined>,
  ): unknown;
  /** Only where Bun bundles. */
  onEnd?(callback: (result: { readonly success: boolean }) => Promise<void>): unknown;
}

interface ResolveArguments {
  readonly path: string;
  readonly importer: string;
  readonly resolveDir?: string;
}

interface LoadResult {
  readonly contents: string;
  readonly loader: 'js';
}

/** The plugin of Bun, for its bundler and for programs that it runs. */
export function setUpBun(build: BunBuild, work: PluginWork): void {
  build.onResolve({ filter: IMPORT_ID_WITH_QUERY }, ({ path, importer, resolveDir }) => {
    const split = splitImport(path);
    // Only files have a query here: a package is asked for by its own `exports`.
    if (split === undefined || !/^[./]/.test(path)) return undefined;
    return { path: resolve(resolveDir ?? dirname(importer), split.path) + split.query };
  });
  build.onLoad({ filter: IMPORT_ID }, async ({ path }) => {
    const outcome = await work.load(path, { cwd: process.cwd(), isDevelopment: false });
    if (outcome === undefined) return undefined;
    for (const warning of outcome.warnings) console.warn(problemWithFrame(warning));
    if (outcome.problems !== undefined) throw new ImportError(outcome.problems);
    return { contents: outcome.code, loader: 'js' };
  });
  build.onEnd?.(async ({ success }) => {
    if (!success) return;
    for (const line of await work.sizeLines()) console.info(line);
  });
}
