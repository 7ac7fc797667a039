import type { Goal } from '../goal.ts';
import type { Ratios, View } from './results.ts';

/** The speed goals, on the traces that are held out: geometric means, C dlmalloc = 1. */
export function speedGoals(
  ratios: Readonly<Partial<Record<View, readonly Ratios[]>>>,
): readonly Goal[] {
  const mean = (name: string, view: View) =>
    ratios[view]?.find(({ contestant }) => contestant === name)?.mean ?? Number.NaN;
  const goals = [
    goal('default-32, steady', mean('default-32', 'steady'), 1),
    goal('default-32, cold', mean('default-32', 'cold'), 0.8),
    goal('small-32, steady', mean('small-32', 'steady'), 1.15),
    goal(
      'default-64 / default-32, steady',
      mean('default-64', 'steady') / mean('default-32', 'steady'),
      1.05,
    ),
  ];
  return goals.filter(({ value }) => !Number.isNaN(value));
}

function goal(what: string, value: number, limit: number): Goal {
  return { what: `held out: ${what}`, value, limit, unit: '' };
}
