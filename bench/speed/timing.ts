/** Nanoseconds a call. */
export interface Timing {
  readonly best: number;
  /** Of the first round, in which everything is compiled. */
  readonly first: number;
  /** Rounds until one took at most a tenth longer than the best. */
  readonly warmUpRounds: number;
  readonly rounds: number;
}
