import type { UnpluginOptions } from 'unplugin';

import { IMPORT_ID } from '../../imports/import-id.ts';
import type { Problem } from '../../imports/problem.ts';
import type { Activity, PluginWork } from '../plugin-work.ts';

/** The part of a plugin's `this` in the hook `load` that the bundlers share. */
export interface LoadContext {
  addWatchFile(file: string): void;
  error(error: string | object): unknown;
  warn(warning: string | object): void;
}

/** How one bundler learns what happens. */
export interface Host {
  /** Whether a query is one of the bundler's own, which means something for every file. */
  isOwnQuery?(id: string): boolean;
  activity(context: LoadContext): Activity;
  warn(context: LoadContext, problem: Problem): void;
  /** Ends the import with an error. */
  fail(context: LoadContext, problems: readonly Problem[]): never;
}

/** The hook that gives a bundler the module of a variant. */
export function loadHook(work: PluginWork, host: Host): NonNullable<UnpluginOptions['load']> {
  return {
    filter: { id: IMPORT_ID },
    async handler(this: LoadContext, id: string) {
      if (host.isOwnQuery?.(id)) return null;
      const outcome = await work.load(id, host.activity(this));
      if (outcome === undefined) return null;
      // Before an error ends this: a change of these files may repair it.
      for (const file of outcome.filesRead) this.addWatchFile(file);
      for (const warning of outcome.warnings) host.warn(this, warning);
      if (outcome.problems !== undefined) host.fail(this, outcome.problems);
      return { code: outcome.code, map: JSON.stringify(outcome.map), moduleSideEffects: false };
    },
  };
}
