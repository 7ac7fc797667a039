import { MallocgenError } from '../../../generator/error.ts';
import type { Defconfig, KconfigTree } from '../../../generator/kconfig/index.ts';

/** A `.config` that was made from another tree. */
export class ForeignConfigError extends MallocgenError {
  readonly code = 'foreign-config';
}

/** How many symbols and malformed lines a configuration has, and how many of both the tree does not define. */
export interface ForeignSymbols {
  readonly all: number;
  readonly unknown: number;
  /** Lines that are not of the form of the tree, such as those with another prefix. */
  readonly malformed: number;
}

/** Counts the symbols of a configuration; undefined unless the tree lacks most of what it has. */
export function foreignSymbols(
  { assignments, diagnostics }: Defconfig,
  tree: KconfigTree,
): ForeignSymbols | undefined {
  const names = new Set(assignments.map(({ name }) => name));
  // A symbol that is only mentioned has no type, and to know that takes less of a kept tree than its definitions.
  const known = [...names].filter((name) => (tree.names.get(name)?.type ?? 'unknown') !== 'unknown').length;
  const malformed = diagnostics.filter(({ code }) => code === 'malformed-line').length;
  const all = names.size + malformed;
  const unknown = all - known;
  return unknown > known ? { all, unknown, malformed } : undefined;
}

/** `12 of the 14 symbols in .config are not in the tree Kconfig`. */
export function foreignText(
  { all, unknown, malformed }: ForeignSymbols,
  file: string,
  tree: string,
): string {
  const what = malformed === 0 ? 'symbol' : 'line';
  const symbols = all === 1 ? `the one ${what}` : `${unknown} of the ${all} ${what}s`;
  if (malformed > 0) {
    return `${symbols} in ${file} ${unknown === 1 ? 'sets' : 'set'} nothing that is in the tree ${tree}`;
  }
  return `${symbols} in ${file} ${unknown === 1 ? 'is' : 'are'} not in the tree ${tree}`;
}
