import type { Goal } from '../goal.ts';
import type { Ratios } from './results.ts';

/** Recorded once elsewhere, for want of a build here. */
export const QUOTED_C_DLMALLOC = 0.72;

/** The speed goals: geometric means, TLSF = 1. */
export function speedGoals(ratios: readonly Ratios[]): readonly Goal[] {
  const mean = (name: string) =>
    ratios.find(({ contestant }) => contestant === name)?.mean ?? Number.NaN;
  return [
    goal('default-32 / TLSF', mean('default-32'), 0.57),
    goal('small-32 / TLSF', mean('small-32'), 0.75),
    goal('default-64 / default-32', mean('default-64') / mean('default-32'), 1.1),
    goal('small-64 / small-32', mean('small-64') / mean('small-32'), 1.1),
  ];
}

function goal(what: string, value: number, limit: number): Goal {
  return { what, value, limit, unit: '' };
}
