import type { Timing } from './timing.ts';

/** What one contestant took on one trace, the best of all repetitions. */
export interface Result {
  readonly contestant: string;
  readonly trace: string;
  /** Undefined when it did not finish in time; then `best` would be above `atLeast`. */
  readonly timing?: Timing;
  /** Nanoseconds a call that it took at the least. */
  readonly atLeast: number;
}

/** Time of a contestant over that of the reference, one for each trace. */
export interface Ratios {
  readonly contestant: string;
  readonly byTrace: Readonly<Record<string, number>>;
  /** Geometric mean. */
  readonly mean: number;
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

/** The contestants' ratios to `reference`, in the order in which they first appear. */
export function ratiosTo(reference: string, results: readonly Result[]): readonly Ratios[] {
  const time = (result: Result) => result.timing?.best ?? result.atLeast;
  const base = new Map(
    results
      .filter(({ contestant }) => contestant === reference)
      .map((result) => [result.trace, time(result)]),
  );
  return [...new Set(results.map(({ contestant }) => contestant))].map((contestant) => {
    const own = results.filter((result) => result.contestant === contestant);
    const byTrace = Object.fromEntries(
      own.map((result) => [result.trace, time(result) / (base.get(result.trace) ?? Number.NaN)]),
    );
    return {
      contestant,
      byTrace,
      mean: geometricMean(Object.values(byTrace)),
      isLowerBound: own.some(({ timing }) => timing === undefined),
    };
  });
}
