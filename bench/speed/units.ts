import { C_DLMALLOC, type CRecord, type Pair } from './c-dlmalloc.ts';
import { nanoseconds, type Result, type View } from './results.ts';

export const TLSF = 'tlsf';

/**
 * Nanoseconds that C dlmalloc takes on each trace: measured in this run, or TLSF's time of this run
 * times what C took of TLSF's time when both were recorded. Traces with neither are left out.
 */
export function unitsOf(
  results: readonly Result[],
  view: View,
  record: CRecord | undefined,
): Readonly<Record<string, number>> {
  const units: Record<string, number> = {};
  for (const { contestant, trace, time } of timesOf(results, view)) {
    const pair = record?.times[view]?.[trace];
    if (contestant === C_DLMALLOC) units[trace] = time;
    else if (contestant === TLSF && pair !== undefined)
      units[trace] ??= (time * pair.c) / pair.tlsf;
  }
  return units;
}

/** What is recorded of a run in which C took part: both times of each trace. */
export function pairsOf(results: readonly Result[], view: View): Readonly<Record<string, Pair>> {
  const times = timesOf(results, view);
  const find = (name: string, of: string) =>
    times.find(({ contestant, trace }) => contestant === name && trace === of)?.time;
  return Object.fromEntries(
    times
      .filter(({ contestant }) => contestant === C_DLMALLOC)
      .map(({ trace, time }) => [trace, { c: round(time), tlsf: round(find(TLSF, trace)) }]),
  );
}

function timesOf(results: readonly Result[], view: View) {
  return results.flatMap((result) => {
    const time = nanoseconds(result, view);
    return time === undefined ? [] : [{ ...result, time }];
  });
}

function round(time = Number.NaN): number {
  return Number(time.toFixed(2));
}
