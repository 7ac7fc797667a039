import type { Change, PossiblePlan, Row } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { fault, note, opened, step, type Step } from './step.ts';
import { isBoolean, nameOf, refused } from './values.ts';

/** Why a row has its value, and what would give it another one. */
export function explained(model: Model, row: Row): Step {
  const { session, surroundings } = model;
  const { name } = row;
  if (name === undefined || row.kind === 'choice') {
    const reason = row.isVisible
      ? 'The menus show it.'
      : (row.reason ?? 'What encloses it is hidden.');
    return row.kind === 'comment' && row.isVisible
      ? note(model, reason)
      : opened(model, {
          kind: 'text',
          title: `Why ${nameOf(row)}`,
          text: surroundings.shorten(reason),
          top: 0,
        });
  }
  const lines = [...surroundings.explain(session, name)];
  const wanted = isBoolean(row) ? otherValue(row) : undefined;
  if (wanted !== undefined) lines.push('', ...planLines(model, name, wanted));
  const text = surroundings.shorten(lines.join('\n'));
  return opened(model, { kind: 'text', title: `Why ${name}`, text, top: 0 });
}

function planLines({ session }: Model, name: string, wanted: string): readonly string[] {
  const plan = session.plan({ [name]: wanted });
  if ('impossible' in plan) return [`It cannot be ${wanted}: ${plan.impossible}`];
  const set = Object.entries(plan.assignments).map(([each, value]) => `${each}=${value}`);
  return [
    `To make it ${wanted}, set: ${set.join(', ')}`,
    ...(plan.isSmallest ? [] : ['A smaller set may do: there are too many to try them all.']),
  ];
}

/** What a bool or tristate would be switched to. */
export function otherValue({ value }: Row): 'y' | 'n' {
  return value === 'n' ? 'y' : 'n';
}

/** Offers the way to a value that a row cannot simply be given. */
export function planned(model: Model, row: Row, wanted?: string): Step {
  const { name } = row;
  if (name === undefined || row.kind === 'choice') return refused(model, row);
  return plannedValue(model, name, wanted ?? otherValue(row));
}

/**
 * Offers the way to a value of a symbol, which need not have a row.
 * @param problem what this repairs
 */
export function plannedValue(model: Model, name: string, value: string, problem?: number): Step {
  const plan = model.session.plan({ [name]: value });
  if ('impossible' in plan) {
    return fault(
      model,
      `${name} cannot be ${value}: ${model.surroundings.shorten(plan.impossible)}`,
    );
  }
  if (Object.keys(plan.assignments).length === 0) return note(model, `${name} is ${value} already`);
  const { assignments } = plan;
  return opened(model, {
    kind: 'question',
    title: `Make ${name}=${value}`,
    lines: effectLines(plan, model.session.changesBy(assignments)),
    answers: [
      {
        keys: ['y', 'enter'],
        label: 'do it',
        action: { kind: 'apply', values: assignments, problem },
      },
      { keys: ['esc', 'n', 'q'], label: 'back', action: { kind: 'nothing' } },
    ],
  });
}

/** How many symbols of each kind are named; the others are counted. */
const NAMED = 12;

/** What a plan sets, what it drops, and what else becomes different. */
export function effectLines(
  { assignments, isSmallest }: PossiblePlan,
  changes: readonly Change[],
): readonly string[] {
  const set = Object.entries(assignments).map(
    ([name, value]) => `${name}=${value === '' ? '""' : value}`,
  );
  const others = changes.filter(({ name }) => !Object.hasOwn(assignments, name));
  const isDropped = ({ after }: Change): boolean => after === 'n' || after === '';
  const dropped = others.filter(isDropped).map(({ name }) => name);
  const added = others
    .filter((change) => !isDropped(change))
    .map(({ name, after }) => `${name}=${after}`);
  return [
    `Sets ${listed(set)}`,
    ...(dropped.length > 0 ? [`Drops ${listed(dropped)}`] : []),
    ...(added.length > 0 ? [`Also gives ${listed(added)}`] : []),
    ...(isSmallest ? [] : ['A smaller set may do: there are too many to try them all.']),
  ];
}

function listed(texts: readonly string[]): string {
  const more = texts.length - NAMED;
  return texts.slice(0, NAMED).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** A key that does nothing to a row that cannot be set, with what could. */
export function withRemedy(result: Step): Step {
  const { notice } = result.model;
  if (notice?.kind !== 'fault') return result;
  return step(
    { ...result.model, notice: { ...notice, text: `${notice.text}. Enter: a way; W: why` } },
    ...result.effects,
  );
}
