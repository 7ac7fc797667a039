import { resolve } from 'node:path';

import {
  isSameKind,
  kindOf,
  MatrixError,
  mergeMatrices,
  parseMatrix,
  type Matrix,
} from '../../../generator/matrix/index.ts';
import type { WasmRequest } from '../../../generator/wasm/index.ts';
import { configurationName } from '../../../generator/output/configuration-name.ts';
import type { CommandHost } from '../command-host.ts';
import { kindWords } from './kind-words.ts';
import { readInput } from '../read-input.ts';
import { UsageError } from '../usage-error.ts';

/** One matrix of the files that shards printed for the wanted modules. Throws a `MallocgenError`. */
export function mergeParts(
  files: readonly string[],
  wanted: WasmRequest | undefined,
  host: CommandHost,
): Matrix {
  const matrix = mergeMatrices(
    files.map((name) => {
      const file = resolve(host.cwd(), name);
      return { file, matrix: parseMatrix(readInput(file).toString(), file) };
    }),
  );
  if (!isSameKind(matrix, kindOf(wanted))) {
    throw new UsageError(`The parts have the sizes of ${kindWords(matrix)}: use these options.`);
  }
  return matrix;
}

/**
 * Throws a {@link MatrixError} if the merged parts lack a configuration of the folder that they are of: then
 * the file of a shard is missing, and a check would report what it holds as vanished.
 * @param defconfigs all configurations of which the parts should be
 */
export function requireAllParts(
  { rows, failures, refused = [] }: Matrix,
  defconfigs: readonly string[],
): void {
  const merged = new Set(
    [...rows, ...failures, ...refused].map(({ configuration }) => configuration),
  );
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
