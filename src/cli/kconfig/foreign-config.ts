import { MallocgenError } from '../../../generator/error.ts';
import type { Defconfig, KconfigTree } from '../../../generator/kconfig/index.ts';

/** A `.config` that was made from another tree. */
export class ForeignConfigError extends MallocgenError {
  readonly code = 'foreign-config';
}

/** How many symbols a configuration has, and how many of them a tree does not define. */
export interface ForeignSymbols {
  readonly all: number;
  readonly unknown: number;
}

/** Counts the symbols of a configuration; undefined unless the tree lacks most of them. */
export function foreignSymbols(
  { assignments }: Defconfig,
  tree: KconfigTree,
): ForeignSymbols | undefined {
  const names = new Set(assignments.map(({ name }) => name));
  // A symbol that is only mentioned has no type, and to know that takes less of a kept tree than its definitions.
  const known = [...names].filter((name) => (tree.names.get(name)?.type ?? 'unknown') !== 'unknown').length;
  const unknown = names.size - known;
  return unknown > known ? { all: names.size, unknown } : undefined;
}

/** `12 of the 14 symbols in .config are not in the tree Kconfig`. */
export function foreignText({ all, unknown }: ForeignSymbols, file: string, tree: string): string {
  const symbols = all === 1 ? 'the one symbol' : `${unknown} of the ${all} symbols`;
  return `${symbols} in ${file} ${unknown === 1 ? 'is' : 'are'} not in the tree ${tree}`;
}
