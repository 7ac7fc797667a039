import type { Position } from './position.ts';

/** A point between two characters of a file: the one at `column` comes after it. Both count from 1. */
export interface SourcePoint {
  readonly line: number;
  readonly column: number;
}

/** A part of a file, up to but not including the character at `end`. */
export interface SourceRange {
  /** The name that positions give the file. */
  readonly file: string;
  readonly start: SourcePoint;
  readonly end: SourcePoint;
}

/**
 * A position that also knows where the thing at it ends. The end is private, so that the object is equal
 * to a plain position and prints like one.
 */
export class SourcePosition implements Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  #endLine: number;
  #endColumn: number;

  constructor(file: string, line: number, column: number, length: number) {
    this.file = file;
    this.line = line;
    this.column = column;
    this.#endLine = line;
    this.#endColumn = column + length;
  }

  /** For the parser, which meets the end later. */
  extendTo(endLine: number, endColumn: number): void {
    this.#endLine = endLine;
    this.#endColumn = endColumn;
  }

  /** Of what is on one line: how many characters it has. */
  get length(): number {
    return this.#endColumn - this.column;
  }

  get endLine(): number {
    return this.#endLine;
  }

  get endColumn(): number {
    return this.#endColumn;
  }

  get end(): SourcePoint {
    return { line: this.#endLine, column: this.#endColumn };
  }
}

/** How many characters a name at a position has; 0, if only the position is known. */
export function lengthOf(position: Position): number {
  return position instanceof SourcePosition ? position.length : 0;
}

/** What is at a position; nothing, if only the position is known. */
export function rangeOf(position: Position): SourceRange {
  const { file, line, column } = position;
  const start = { line, column };
  return { file, start, end: position instanceof SourcePosition ? position.end : start };
}
