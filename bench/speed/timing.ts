/** What one process times. */
export const MODES = ['steady', 'cold'] as const;

/**
 * steady: the same heap in each round, made empty between the rounds. cold: each round has memory that
 * nothing has touched, so the faults of its pages are part of the time.
 */
export type Mode = (typeof MODES)[number];

/** Nanoseconds a call. */
export interface Timing {
  readonly best: number;
  /** Of the first round, in which everything is compiled. */
  readonly first: number;
  /** Rounds until one took at most a tenth longer than the best. */
  readonly warmUpRounds: number;
  readonly rounds: number;
}
