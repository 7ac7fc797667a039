import { jest } from '@jest/globals';
import type { BuildOptions } from '../../generator/options/index.ts';
import type { Allocator } from './allocator.ts';
import { bundleWorker } from './bundle-worker.ts';
import { keep, kept } from './kept.ts';
import { loadModule } from './load-variant.ts';

/** A string, not a literal: the templates are type-checked with their own tsconfig.json. */
const TEMPLATES: string = '../../templates/index.ts';
const KEY = 'bundled templates';

let bundled: string | undefined;

/** One module of all templates, which loads ten times as fast as a hundred. */
function bundle(): string {
  bundled ??= kept(KEY)?.toString();
  if (bundled === undefined) {
    bundled = bundleWorker(new URL(TEMPLATES, import.meta.url), 'node');
    keep(KEY, bundled);
  }
  return bundled;
}

/** Set by jest.config.js: lines are counted by module. */
const { COUNTS_LINES } = globalThis as { COUNTS_LINES?: boolean };

/**
 * The templates as they are, unspecialised, with the given options: a new instance of all modules,
 * with its own heap.
 */
export async function loadTemplates(options: BuildOptions): Promise<Allocator> {
  Object.assign(globalThis, { MALLOCGEN_OPTIONS: options });
  if (COUNTS_LINES !== true) return loadModule<Allocator>(bundle());
  jest.resetModules();
  return (await import(TEMPLATES)) as Allocator;
}
