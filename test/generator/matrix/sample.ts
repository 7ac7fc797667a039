import type { Matrix, MatrixVariant } from '../../../generator/matrix/index.ts';

/** A variant of `raw` bytes, all of them in malloc() but ten. */
export function variant(raw: number, more: Partial<MatrixVariant> = {}): MatrixVariant {
  return {
    options: {
      enabled: { INSECURE: true, NO_TREE_BINS: false },
      global: { '64BIT': false },
      values: { SYS_MALLOC_LEN: 0x400000 },
    },
    sizes: { raw, gzip: raw / 2, brotli: raw / 4, staticData: 400 },
    functions: { malloc: raw - 10, '(module)': 10 },
    ...more,
  };
}

/** A matrix of rows that are each a variant of their own; names as `small/spl`. */
export function matrixOf(rows: Readonly<Record<string, MatrixVariant>>): Matrix {
  return {
    schema: 1,
    generator: 'mallocgen 0.1.0',
    minifier: 'esbuild 0.28.2',
    rows: Object.keys(rows).map((name) => {
      const [configuration = '', phase = ''] = name.split('/');
      return { configuration, phase: phase as 'spl', variant: name };
    }),
    failures: [],
    warnings: [],
    variants: rows,
  };
}
