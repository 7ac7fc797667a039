import type { Matrix } from '../../../generator/matrix/index.ts';
import { relativePaths } from '../relative-paths.ts';

/** The matrix with the same text on every machine. */
export function withRelativePaths(matrix: Matrix, cwd: string): Matrix {
  return {
    ...matrix,
    failures: matrix.failures.map((failure) => ({
      ...failure,
      message: relativePaths(failure.message, cwd),
    })),
    ...(matrix.refused && {
      refused: matrix.refused.map((refusal) => ({
        ...refusal,
        message: relativePaths(refusal.message, cwd),
      })),
    }),
    warnings: matrix.warnings?.map((warning) => ({
      ...warning,
      file: relativePaths(warning.file, cwd),
    })),
  };
}
