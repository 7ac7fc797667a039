import type { OnLoadResult, OnResolveResult, PartialMessage, PluginBuild } from 'esbuild';

import { IMPORT_ID, splitImport } from '../../imports/import-id.ts';
import type { Problem } from '../../imports/problem.ts';
import { withSourceMap } from '../../imports/inline-source-map.ts';
import type { Activity, PluginWork } from '../plugin-work.ts';

/** What esbuild says by itself. A build by its programming interface says less unless asked. */
const QUIET_LEVELS: ReadonlySet<string> = new Set(['silent', 'error', 'warning']);

/** Marks the resolution of a path that this plugin asks esbuild for. */
const OWN = { isOfMallocgen: true };

/** The plugin of esbuild, in its own terms: messages have a place and a line, and `watch` knows the files. */
export function setUpEsbuild(
  build: PluginBuild,
  work: PluginWork,
  { isDevelopment }: Pick<Activity, 'isDevelopment'> = { isDevelopment: false },
): void {
  const { absWorkingDir = process.cwd(), logLevel = 'info' } = build.initialOptions;

  build.onResolve(
    { filter: IMPORT_ID },
    async ({ path, importer, kind, pluginData, resolveDir }): Promise<OnResolveResult | null> => {
      const split = pluginData === OWN ? undefined : splitImport(path);
      if (split === undefined) return null;
      const found = await build.resolve(split.path, {
        importer,
        kind,
        resolveDir,
        pluginData: OWN,
      });
      if (found.errors.length > 0 || found.external) return found;
      return { path: found.path, suffix: split.query, sideEffects: false };
    },
  );

  build.onLoad(
    { filter: /[._]defconfig$/, namespace: 'file' },
    async ({ path, suffix }): Promise<OnLoadResult | null> => {
      const outcome = await work.load(path + suffix, { cwd: absWorkingDir, isDevelopment });
      if (outcome === undefined) return null;
      const warnings = outcome.warnings.map(message);
      const watchFiles = [...outcome.filesRead];
      return outcome.problems === undefined
        ? { contents: withSourceMap(outcome.code, outcome.map), loader: 'js', warnings, watchFiles }
        : { errors: outcome.problems.map(message), warnings, watchFiles };
    },
  );

  build.onEnd(async ({ errors }) => {
    if (errors.length > 0) return;
    const lines = await work.sizeLines();
    if (QUIET_LEVELS.has(logLevel)) return;
    for (const line of lines) process.stderr.write(`${line}\n`);
  });
}

function message({ code, message: text, place }: Problem): PartialMessage {
  if (place === undefined) return { id: code, text };
  const { file, line, column = 1, length, lineText } = place;
  // esbuild counts columns from 0, and in bytes.
  const bytes = (start: number, end: number): number =>
    Buffer.byteLength(lineText.slice(start, end));
  const start = column - 1;
  const location = {
    file,
    line,
    column: bytes(0, start),
    length: bytes(start, start + length),
    lineText,
  };
  return { id: code, text, location };
}
