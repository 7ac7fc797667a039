import type { Position } from '../diagnostics/position.ts';
import { SourcePosition } from '../diagnostics/source-range.ts';
import type { IntList } from './int-list.ts';
import { NONE } from './layout.ts';

/*
 * Half of what a tree stores is positions, so each takes two integers:
 *
 *   file (12 bits) | line (19 bits)
 *   lines to its end, and 1 (7 bits; 0: the end is not known) | column (12 bits) | column of the end (12 bits)
 *
 * For a position with a larger number the first integer is -2 - n: it is row n of those that are stored as they
 * are, as file, line, column, line and column of the end.
 */
const LINE_BITS = 19;
const COLUMN_BITS = 12;
const MOST_FILES = 1 << 12;
const MOST_LINES = 1 << LINE_BITS;
const MOST_LINES_OF_ONE = 1 << 7;
const MOST_COLUMNS = 1 << COLUMN_BITS;

const ROW = 5;

/**
 * Writes a position to the two integers at `at`.
 *
 * @param file the number of its file.
 * @param wide takes it if it cannot be packed.
 */
export function packPosition(
  position: Position,
  file: number,
  ints: Int32Array,
  at: number,
  wide: IntList,
): void {
  const { line, column } = position;
  const hasEnd = position instanceof SourcePosition;
  const endColumn = hasEnd ? position.endColumn : 0;
  const lines = hasEnd ? position.endLine - line + 1 : 0;
  const isSmall =
    file < MOST_FILES &&
    line < MOST_LINES &&
    column < MOST_COLUMNS &&
    endColumn < MOST_COLUMNS &&
    lines >= 0 &&
    lines < MOST_LINES_OF_ONE;
  if (isSmall) {
    ints[at] = (file << LINE_BITS) | line;
    ints[at + 1] = (((lines << COLUMN_BITS) | column) << COLUMN_BITS) | endColumn;
    return;
  }
  const start = wide.extend(ROW);
  wide.ints.set([file, line, column, hasEnd ? position.endLine : NONE, endColumn], start);
  ints[at] = -2 - wide.placeOf(start) / ROW;
}

/** The position that `packPosition` wrote; undefined for NONE. */
export function unpackPosition(
  ints: Int32Array,
  at: number,
  wide: Int32Array,
  fileName: (file: number) => string,
): Position | undefined {
  const first = ints[at]!;
  const second = ints[at + 1]!;
  if (first === NONE) return undefined;
  if (first < 0) {
    const start = (-2 - first) * ROW;
    const [file, line, column, endLine, endColumn] = wide.subarray(start, start + ROW);
    return positionOf(fileName(file!), line!, column!, endLine!, endColumn!);
  }
  const line = first & (MOST_LINES - 1);
  const column = (second >> COLUMN_BITS) & (MOST_COLUMNS - 1);
  const lines = second >> (2 * COLUMN_BITS);
  const endLine = lines === 0 ? NONE : line + lines - 1;
  return positionOf(fileName(first >> LINE_BITS), line, column, endLine, second & (MOST_COLUMNS - 1));
}

function positionOf(
  file: string,
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
): Position {
  if (endLine === NONE) return { file, line, column };
  const position = new SourcePosition(file, line, column, 0);
  position.extendTo(endLine, endColumn);
  return position;
}
