import type { Mode, Timing } from './timing.ts';

/** What a table is about: a mode, or the first round of the steady heap. */
export const VIEWS = ['steady', 'cold', 'first round'] as const;
export type View = (typeof VIEWS)[number];

/** What one contestant took on one trace, the best of all repetitions. */
export interface Result {
  readonly contestant: string;
  readonly trace: string;
  /** Undefined when it did not finish in time; then `best` would be above `atLeast`. */
  readonly timings: Readonly<Partial<Record<Mode, Timing>>>;
  /** Nanoseconds a call that it took at the least. */
  readonly atLeast: number;
}

/** Time of a contestant in units, one for each trace. */
export interface Ratios {
  readonly contestant: string;
  readonly byTrace: Readonly<Record<string, number>>;
  /** Geometric mean. */
  readonly mean: number;
  readonly lowest: number;
  readonly highest: number;
  /** Whether a trace was not finished, so that the true ratio is higher. */
  readonly isLowerBound: boolean;
}

export function bestOf(a: Timing | undefined, b: Timing | undefined): Timing | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    best: Math.min(a.best, b.best),
    first: Math.min(a.first, b.first),
    warmUpRounds: Math.min(a.warmUpRounds, b.warmUpRounds),
    rounds: a.rounds + b.rounds,
  };
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Nanoseconds a call; undefined when it did not finish. */
export function nanoseconds({ timings }: Result, view: View): number | undefined {
  return view === 'first round' ? timings.steady?.first : timings[view]?.best;
}

/**
 * The contestants' times in units, in the order in which they first appear.
 * @param units nanoseconds of the unit on each trace; other traces are left out
 */
export function ratiosTo(
  units: Readonly<Record<string, number>>,
  results: readonly Result[],
  view: View,
): readonly Ratios[] {
  const timed = results.filter(({ trace }) => units[trace] !== undefined);
  return [...new Set(timed.map(({ contestant }) => contestant))].map((contestant) => {
    const own = timed.filter((result) => result.contestant === contestant);
    const byTrace = Object.fromEntries(
      own.map((result) => [
        result.trace,
        (nanoseconds(result, view) ?? result.atLeast) / (units[result.trace] ?? Number.NaN),
      ]),
    );
    const values = Object.values(byTrace);
    return {
      contestant,
      byTrace,
      mean: geometricMean(values),
      lowest: Math.min(...values),
      highest: Math.max(...values),
      isLowerBound: own.some((result) => nanoseconds(result, view) === undefined),
    };
  });
}
