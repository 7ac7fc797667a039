import type { SizeReport } from '../measure/index.ts';
import type { BuildOptions } from '../options/index.ts';
import type { MatrixVariant } from './matrix.ts';

/** A variant as a matrix tells it. */
export function matrixVariant(
  { enabled, global, values }: BuildOptions,
  { functions, ...sizes }: SizeReport,
): MatrixVariant {
  return { options: { enabled, global, values }, sizes, functions: bytesByName(functions) };
}

/** Names are unique but for closures, whose bytes are counted together. */
function bytesByName(functions: SizeReport['functions']): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { name, bytes } of functions) sums.set(name, (sums.get(name) ?? 0) + bytes);
  return Object.fromEntries([...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
