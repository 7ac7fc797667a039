import { editLines, type Change, type KconfigTree } from '../../../generator/kconfig/index.ts';
import type { PlanFor } from './plan.ts';

/** How many other changes are named; the rest is counted. */
const MAX_CHANGES = 6;

/** The end of an explanation: what to add to the configuration, as lines that can be pasted. */
export function planLines(
  { value, plan, alsoChanged }: PlanFor,
  tree: KconfigTree,
): readonly string[] {
  const shown = value === '' ? 'empty' : value;
  if ('impossible' in plan) return [`  cannot be ${shown}: ${plan.impossible}`];
  if (Object.keys(plan.assignments).length === 0) return [`  it is ${shown} already: nothing has to be added`];
  const lines = editLines('', plan.assignments, tree).trimEnd().split('\n');
  return [
    `  to make it ${shown}, add:`,
    ...lines.map((line) => `    ${line}`),
    ...(alsoChanged.length > 0 ? [`  that also changes: ${changesText(alsoChanged)}`] : []),
    ...(plan.isSmallest ? [] : ['  a smaller set may do: there are too many to try them all']),
  ];
}

function changesText(changes: readonly Change[]): string {
  const named = changes
    .slice(0, MAX_CHANGES)
    .map(({ name, before, after }) => `${name} ${valueText(before)} → ${valueText(after)}`);
  const more = changes.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

function valueText(value: string): string {
  return value === '' ? 'empty' : value;
}
