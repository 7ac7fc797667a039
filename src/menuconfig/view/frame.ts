import type { Line } from './line.ts';

/** What the screen shows, from the top. */
export interface Frame {
  /** As many as the terminal has rows, none with more columns than it has. */
  readonly lines: readonly Line[];
  /** Where the cursor is shown: in a field, otherwise on the selected row, for those who follow it. */
  readonly cursor: { readonly row: number; readonly column: number; readonly isShown: boolean };
}
