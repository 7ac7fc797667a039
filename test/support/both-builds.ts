import type { BuildOptions } from '../../generator/options/index.ts';
import type { Allocator } from './allocator.ts';
import { loadTemplates } from './load-templates.ts';
import { loadSpecialised } from './specialised.ts';

/** The two ways in which options become an allocator, for tests that hold for both. */
export const BOTH_BUILDS: readonly (readonly [
  string,
  (options: BuildOptions) => Promise<Allocator>,
])[] = [
  ['templates', loadTemplates],
  ['variant', loadSpecialised],
];
