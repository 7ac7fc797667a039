import type { SizeReport } from '../measure/index.ts';
import type { BuildOptions } from '../options/index.ts';
import type { MatrixVariant } from './matrix.ts';

/** A variant as it is recorded in a matrix. */
export function matrixVariant(
  { enabled, global, values }: BuildOptions,
  { functions, ...sizes }: SizeReport,
): MatrixVariant {
  return { options: { enabled, global, values }, sizes, functions: bytesByName(functions) };
}

/** Names are unique, except those of closures, whose bytes are added up. */
function bytesByName(functions: SizeReport['functions']): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { name, bytes } of functions) sums.set(name, (sums.get(name) ?? 0) + bytes);
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
