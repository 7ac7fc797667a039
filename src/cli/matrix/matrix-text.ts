import {
  byRow,
  functionCount,
  requestOf,
  rowName,
  variantOf,
  type Matrix,
  type MatrixRow,
} from '../../../generator/matrix/index.ts';
import { wasmTitle } from '../inputs/wasm-request.ts';
import { markdownLines } from '../markdown-table.ts';
import { tableLines, type Column } from '../table.ts';
import { counted } from '../counted.ts';
import { csvLines } from './csv.ts';

interface Line {
  readonly configuration: string;
  readonly phase: string;
  readonly sizes?: Readonly<Record<string, number>>;
  readonly functions?: number;
  /** The symbol because of which there is no module. */
  readonly blamed?: string;
  readonly note: string;
}

const NAMES: readonly Column<Line>[] = [
  { title: 'configuration', value: ({ configuration }) => configuration },
  { title: 'phase', value: ({ phase }) => phase },
];

const SIZES: readonly Column<Line>[] = (
  [
    ['raw', 'raw'],
    ['gzip', 'gzip'],
    ['brotli', 'brotli'],
    ['staticData', 'static data'],
  ] as const
).map(([key, title]) => ({ title, value: ({ sizes }) => sizes?.[key] ?? '' }));

const FUNCTIONS: Column<Line> = { title: 'functions', value: ({ functions }) => functions ?? '' };

const BLAMED: Column<Line> = { title: 'in the way', value: ({ blamed = '' }) => blamed };

const NOTE: Column<Line> = { title: 'note', value: ({ note }) => note };

/** A matrix in one of the formats of the command line, with a newline at its end. */
export function matrixText(matrix: Matrix, format: string): string {
  if (format === 'json') return `${JSON.stringify(matrix, null, 2)}\n`;
  const lines = linesOf(matrix);
  const all = [...NAMES, ...SIZES, matrix.target === 'wasm' ? BLAMED : FUNCTIONS, NOTE];
  if (format === 'csv') return `${csvLines(all, lines).join('\n')}\n`;
  const columns = all.filter(
    ({ value }) =>
      (value !== NOTE.value && value !== BLAMED.value) || lines.some((line) => value(line) !== ''),
  );
  const table = (format === 'markdown' ? markdownLines : tableLines)(columns, lines);
  return [...table, '', summary(matrix), ''].join('\n');
}

/** The counts of a matrix, in a sentence. */
export function summary({
  rows,
  failures,
  refused = [],
  variants,
  minifier,
  ...kind
}: Matrix): string {
  const wasm = requestOf(kind);
  const configurations = new Set(
    [...rows, ...failures, ...refused].map(({ configuration }) => configuration),
  );
  const failed = failures.length > 0 ? `, ${failures.length} failed` : '';
  const without = refused.length > 0 ? `, ${refused.length} without malloc.wasm` : '';
  return (
    `${counted(configurations.size, 'configuration')}, ${counted(rows.length + refused.length, 'phase')}, ` +
    `${counted(Object.keys(variants).length, 'distinct variant')}${failed}${without}. ` +
    (wasm
      ? `Bytes of ${wasmTitle(wasm)}, by ${minifier}.`
      : `Bytes of the measured functions, minified by ${minifier}.`)
  );
}

function linesOf(matrix: Matrix): readonly Line[] {
  const first = new Map<string, MatrixRow>();
  const made = [...matrix.rows, ...(matrix.refused ?? [])].toSorted(byRow);
  const rows = made.map((row): Line => {
    if (!('variant' in row)) {
      const { configuration, phase, blamed, message } = row;
      return {
        configuration,
        phase,
        ...(blamed !== undefined && { blamed }),
        note: blamed === undefined ? message : '',
      };
    }
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
