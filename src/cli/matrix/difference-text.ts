import type { FunctionDifference, SymbolDifference } from '../../../generator/matrix/index.ts';
import type { Column } from '../table.ts';

type Print = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]) => readonly string[];

/** `+3`, `-2`, `0`. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

const FUNCTIONS: readonly Column<FunctionDifference>[] = [
  { title: 'function', value: ({ name }) => name },
  { title: 'before', value: ({ before }) => before ?? '-', toTheRight: true },
  { title: 'after', value: ({ after }) => after ?? '-', toTheRight: true },
  { title: 'delta', value: ({ delta }) => signed(delta), toTheRight: true },
];

const SYMBOLS: readonly Column<SymbolDifference>[] = [
  { title: 'symbol', value: ({ symbol }) => `CONFIG_${symbol}` },
  { title: 'before', value: ({ before }) => before ?? '-' },
  { title: 'after', value: ({ after }) => after ?? '-' },
];

/** The sums of what grew and shrank, then the functions, as bloat-o-meter prints them. */
export function functionLines(
  functions: readonly FunctionDifference[],
  print: Print,
): readonly string[] {
  if (functions.length === 0) return [];
  const came = functions.filter(({ before }) => before === undefined).length;
  const went = functions.filter(({ after }) => after === undefined).length;
  const grew = functions.filter(({ delta, before }) => delta > 0 && before !== undefined);
  const shrank = functions.filter(({ delta, after }) => delta < 0 && after !== undefined);
  const sum = functions.reduce((total, { delta }) => total + delta, 0);
  return [
    `added ${came}, removed ${went}, grew ${grew.length}, shrank ${shrank.length}: ${signed(sum)} bytes`,
    '',
    ...print(FUNCTIONS, functions),
    '',
  ];
}

/** The symbols that have another value, side by side. */
export function symbolLines(symbols: readonly SymbolDifference[], print: Print): readonly string[] {
  return symbols.length === 0 ? [] : [...print(SYMBOLS, symbols), ''];
}
