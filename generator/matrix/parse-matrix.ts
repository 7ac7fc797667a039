import { MatrixError } from './matrix-error.ts';
import { oneLine } from '../text/one-line.ts';
import { withoutByteOrderMark } from '../text/without-byte-order-mark.ts';
import {
  byConfiguration,
  byRow,
  isSameKind,
  MATRIX_SCHEMA,
  matrixSchema,
  rowName,
  type Matrix,
} from './matrix.ts';

/**
 * Reads what `mallocgen matrix --format json` printed.
 * @param file its name, for messages
 * @throws {MatrixError} when it is damaged, or of a newer program
 */
export function parseMatrix(text: string, file: string): Matrix {
  let value: unknown;
  try {
    value = JSON.parse(withoutByteOrderMark(text));
  } catch (error) {
    throw new MatrixError(
      `${file} is not JSON (${oneLine((error as Error).message)}). Make it with mallocgen matrix --format json.`,
      { cause: error },
    );
  }
  const schema = (value as { schema?: unknown } | null)?.schema;
  if (typeof schema === 'number' && schema > MATRIX_SCHEMA) {
    throw new MatrixError(
      `${file} has schema ${schema}, and this mallocgen reads up to ${MATRIX_SCHEMA}. Use the mallocgen that wrote it, or a newer one.`,
    );
  }
  const result = matrixSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.join('.') || 'the file';
    throw new MatrixError(
      `${file} is not a matrix: ${place}: ${issue?.message}. Make it with mallocgen matrix --format json.`,
    );
  }
  const matrix = result.data;
  const lost = matrix.rows.find(({ variant }) => matrix.variants[variant] === undefined);
  if (lost !== undefined) {
    throw new MatrixError(
      `${file} is not a matrix: ${rowName(lost)} has no variant. Make it again.`,
    );
  }
  return matrix as Matrix;
}

/**
 * Joins the parts that shards made.
 * @throws {MatrixError} when two parts have one row, or were made by different programs
 */
export function mergeMatrices(
  parts: readonly { readonly file: string; readonly matrix: Matrix }[],
): Matrix {
  const [first, ...others] = parts;
  if (first === undefined) throw new MatrixError('There is nothing to merge.');
  for (const { file, matrix } of others) {
    if (!isSameKind(matrix, first.matrix)) {
      throw new MatrixError(
        `${first.file} and ${file} are not of one --target with one --wasm-address and --wasm-memory. Merge the parts of one run.`,
      );
    }
    for (const key of ['generator', 'minifier'] as const) {
      if (matrix[key] !== first.matrix[key]) {
        throw new MatrixError(
          `${first.file} was made by ${first.matrix[key]} and ${file} by ${matrix[key]}. Make both with one program.`,
        );
      }
    }
  }
  const rows = parts.flatMap(({ matrix }) => matrix.rows).toSorted(byRow);
  const twice = rows.find((row, i) => i > 0 && byRow(row, rows[i - 1] ?? row) === 0);
  if (twice !== undefined) {
    const files = parts.filter(({ matrix }) =>
      matrix.rows.some((row) => rowName(row) === rowName(twice)),
    );
    throw new MatrixError(
      `${rowName(twice)} is in ${files.map(({ file }) => file).join(' and ')}. Merge the parts of one run.`,
    );
  }
  const variants = parts.flatMap(({ matrix }) => Object.entries(matrix.variants));
  return {
    ...first.matrix,
    rows,
    failures: parts
      .flatMap(({ matrix }) => matrix.failures)
      .toSorted((a, b) => (a.configuration < b.configuration ? -1 : 1)),
    ...(first.matrix.target && {
      refused: parts.flatMap(({ matrix }) => matrix.refused ?? []).toSorted(byRow),
    }),
    warnings: parts.flatMap(({ matrix }) => matrix.warnings ?? []).toSorted(byConfiguration),
    variants: Object.fromEntries(variants.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
