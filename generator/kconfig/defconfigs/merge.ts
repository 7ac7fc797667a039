import type { Assignment, Defconfig } from './defconfig.ts';

/** A line of a fragment for a symbol that an earlier file has a line for. */
export interface Override {
  readonly before: Assignment;
  readonly after: Assignment;
  /** Whether both say the same. */
  readonly isRedundant: boolean;
  /** Whether the earlier line stays, a y that an m would replace. Not by default. */
  readonly isKept?: boolean;
}

export interface MergeOptions {
  /** Whether a y stays where a later file has m: `-y` of `merge_config.sh`. Not, if not given. */
  readonly keepBuiltin?: boolean;
}

export interface Merged {
  /** All lines that are left, in order; it has the name of the last fragment. */
  readonly defconfig: Defconfig;
  readonly overrides: readonly Override[];
}

/**
 * Joins configuration files in order. A line of a later file takes the place of all lines for the
 * same symbol in earlier ones, as U-Boot's and the kernel's `merge_config.sh` does it.
 */
export function mergeDefconfigs(
  fragments: readonly Defconfig[],
  { keepBuiltin = false }: MergeOptions = {},
): Merged {
  let assignments: readonly Assignment[] = [];
  const overrides: Override[] = [];
  for (const fragment of fragments) {
    const before = lastOfEach(assignments);
    const after = lastOfEach(fragment.assignments);
    const kept = new Set<string>();
    for (const [name, assignment] of after) {
      const old = before.get(name);
      if (!old) continue;
      const isRedundant = meaning(old) === meaning(assignment);
      const isKept = keepBuiltin && meaning(old) === 'y' && meaning(assignment) === 'm';
      if (isKept) kept.add(name);
      overrides.push({ before: old, after: assignment, isRedundant, ...(isKept && { isKept }) });
    }
    assignments = [
      ...assignments.filter(({ name }) => !after.has(name) || kept.has(name)),
      ...fragment.assignments.filter(({ name }) => !kept.has(name)),
    ];
  }
  return {
    defconfig: {
      file: fragments.at(-1)?.file ?? '',
      assignments,
      diagnostics: fragments.flatMap(({ diagnostics }) => diagnostics),
      hasMalformedLine: fragments.some((fragment) => fragment.hasMalformedLine),
    },
    overrides,
  };
}

/** `.config` and defconfigs say n in two ways. */
export function meaning({ value, unset }: Assignment): string {
  return unset ? 'n' : value;
}

/** The last assignment of each name: the one that counts. */
export function lastOfEach(assignments: readonly Assignment[]): ReadonlyMap<string, Assignment> {
  return new Map(assignments.map((assignment) => [assignment.name, assignment]));
}
