import type { Outcome } from './outcome.ts';

/** The outcomes of an attack, one for each column. */
export interface Row {
  readonly group: string;
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}
