import {
  functionCount,
  rowName,
  variantOf,
  type Matrix,
  type MatrixRow,
} from '../../../generator/matrix/index.ts';
import { markdownLines } from '../markdown-table.ts';
import { tableLines, type Column } from '../table.ts';
import { counted } from '../counted.ts';
import { csvLines } from './csv.ts';

interface Line {
  readonly configuration: string;
  readonly phase: string;
  readonly sizes?: Readonly<Record<string, number>>;
  readonly functions?: number;
  readonly note: string;
}

const NAMES: readonly Column<Line>[] = [
  { title: 'configuration', value: ({ configuration }) => configuration },
  { title: 'phase', value: ({ phase }) => phase },
];

const SIZES: readonly Column<Line>[] = [
  ...(
    [
      ['raw', 'raw'],
      ['gzip', 'gzip'],
      ['brotli', 'brotli'],
      ['staticData', 'static data'],
    ] as const
  ).map(([key, title]): Column<Line> => ({ title, value: ({ sizes }) => sizes?.[key] ?? '' })),
  { title: 'functions', value: ({ functions }) => functions ?? '' },
];

const NOTE: Column<Line> = { title: 'note', value: ({ note }) => note };

/** A matrix in one of the formats of the command line, with a newline at its end. */
export function matrixText(matrix: Matrix, format: string): string {
  if (format === 'json') return `${JSON.stringify(matrix, null, 2)}\n`;
  const lines = linesOf(matrix);
  const columns = [...NAMES, ...SIZES, ...(lines.some(({ note }) => note !== '') ? [NOTE] : [])];
  if (format === 'csv') return `${csvLines([...NAMES, ...SIZES, NOTE], lines).join('\n')}\n`;
  const table = (format === 'markdown' ? markdownLines : tableLines)(columns, lines);
  return [...table, '', summary(matrix), ''].join('\n');
}

/** The counts of a matrix, in a sentence. */
export function summary({ rows, failures, variants, minifier }: Matrix): string {
  const configurations = new Set([...rows, ...failures].map(({ configuration }) => configuration));
  const failed = failures.length > 0 ? `, ${failures.length} failed` : '';
  return (
    `${counted(configurations.size, 'configuration')}, ${counted(rows.length, 'phase')}, ` +
    `${counted(Object.keys(variants).length, 'distinct variant')}${failed}. ` +
    `Bytes of the measured functions, minified by ${minifier}.`
  );
}

function linesOf(matrix: Matrix): readonly Line[] {
  const first = new Map<string, MatrixRow>();
  const rows = matrix.rows.map((row): Line => {
    const variant = variantOf(matrix, row);
    const twin = first.get(row.variant);
    if (twin === undefined) first.set(row.variant, row);
    return {
      ...row,
      sizes: variant.sizes,
      functions: functionCount(variant),
      note: twin === undefined ? '' : `as ${rowName(twin)}`,
    };
  });
  const failures = matrix.failures.map(({ configuration, phase = '', message }): Line => ({
    configuration,
    phase,
    note: message,
  }));
  return [...rows, ...failures];
}
