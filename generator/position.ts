/** A place in a file that a message names. Lines and columns count from 1. */
export interface Position {
  /** The path as the user, or the file that names it, wrote it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line`, the form in which every message names a place. */
export function formatPosition(position: Position): string {
  return `${position.file}:${position.line}`;
}
