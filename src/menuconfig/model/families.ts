import type { Row, Session } from '../../../generator/kconfig/index.ts';
import {
  ENABLED_NAMES,
  GLOBAL_NAMES,
  GROUP_SYMBOLS,
  PHASE_PREFIX,
  PHASES,
  VALUE_NAMES,
  type Phase,
} from '../../../generator/options/index.ts';

/** An option of the allocator, with its symbol in each phase. */
export interface Family {
  /** Without the prefix of a phase. */
  readonly name: string;
  /** The id of the row that sets it in a phase; undefined if it has no row there. */
  readonly rows: Readonly<Record<Phase, number | undefined>>;
}

/** The options of the allocator that the menus of a tree have for at least one phase, in their order. */
export function familiesOf(session: Session): readonly Family[] {
  const ids = new Map<string, number>();
  for (const { id, name } of session.rows()) {
    if (name !== undefined && !ids.has(name)) ids.set(name, id);
  }
  const names = new Set([...ENABLED_NAMES, ...VALUE_NAMES, ...GLOBAL_NAMES, ...GROUP_SYMBOLS]);
  return [...names]
    .map((name): Family => {
      const entries = PHASES.map((phase) => [phase, ids.get(PHASE_PREFIX[phase] + name)]);
      return { name, rows: Object.fromEntries(entries) as Family['rows'] };
    })
    .filter(({ rows }) => PHASES.some((phase) => rows[phase] !== undefined))
    .toSorted((left, right) => firstRow(left) - firstRow(right));
}

function firstRow({ rows }: Family): number {
  return Math.min(...PHASES.map((phase) => rows[phase] ?? Infinity));
}

/** The row of a family in a phase, as it is now. */
export function rowOfPhase(
  session: Session,
  family: Family | undefined,
  phase: Phase,
): Row | undefined {
  const id = family?.rows[phase];
  return id === undefined ? undefined : session.row(id);
}
