import { jest } from '@jest/globals';
import type { BuildOptions } from '../../generator/options/index.ts';
import type { Allocator } from './allocator.ts';

/** A string, not a literal: the templates are type-checked with their own tsconfig.json. */
const TEMPLATES: string = '../../templates/index.ts';

/**
 * The templates as they are, unspecialised, with the given options: a new instance of all modules,
 * with its own heap.
 */
export async function loadTemplates(options: BuildOptions): Promise<Allocator> {
  Object.assign(globalThis, { MALLOCGEN_OPTIONS: options });
  jest.resetModules();
  return (await import(TEMPLATES)) as Allocator;
}
