import { resolve } from 'node:path';

import {
  MatrixError,
  mergeMatrices,
  parseMatrix,
  type Matrix,
} from '../../../generator/matrix/index.ts';
import { configurationName } from '../../../generator/output/configuration-name.ts';
import type { CommandHost } from '../command-host.ts';
import { readInput } from '../read-input.ts';

/** One matrix of the files that shards printed. Throws a `MallocgenError`. */
export function mergeParts(files: readonly string[], host: CommandHost): Matrix {
  return mergeMatrices(
    files.map((name) => {
      const file = resolve(host.cwd(), name);
      return { file, matrix: parseMatrix(readInput(file).toString(), file) };
    }),
  );
}

/**
 * Throws a {@link MatrixError} if the merged parts lack a configuration of the folder that they are of: then
 * the file of a shard is missing, and a check would report what it holds as vanished.
 * @param defconfigs all configurations of which the parts should be
 */
export function requireAllParts({ rows, failures }: Matrix, defconfigs: readonly string[]): void {
  const merged = new Set([...rows, ...failures].map(({ configuration }) => configuration));
  const wanted = defconfigs.map(configurationName);
  const areOfFolder = [...merged].every((name) => wanted.includes(name));
  const missing = areOfFolder ? wanted.filter((name) => !merged.has(name)) : [];
  if (missing.length === 0) return;
  const [first = '', ...others] = missing;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  throw new MatrixError(
    `No merged file has ${first}${more}, which --configs has: name the files of all shards.`,
  );
}
