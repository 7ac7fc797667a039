import type { Assignment, Defconfig } from './defconfig.ts';
import type { Configuration } from '../configurations/configuration.ts';

/** A line of a fragment for a symbol that an earlier file has a line for. */
export interface Override {
  readonly before: Assignment;
  readonly after: Assignment;
  /** Whether both say the same. */
  readonly isRedundant: boolean;
}

export interface Merged {
  /** All lines that are left, in order; it has the name of the last fragment. */
  readonly defconfig: Defconfig;
  readonly overrides: readonly Override[];
}

/** What became of one line of the merged files. */
export interface MergeResult {
  readonly assignment: Assignment;
  /** The value that the symbol has, undefined if the tree does not define it. */
  readonly value: string | undefined;
  readonly isTaken: boolean;
}

/**
 * Joins configuration files in order. A line of a later file takes the place of all lines for the
 * same symbol in earlier ones, as U-Boot's and the kernel's `merge_config.sh` does it.
 */
export function mergeDefconfigs(fragments: readonly Defconfig[]): Merged {
  let assignments: readonly Assignment[] = [];
  const overrides: Override[] = [];
  for (const fragment of fragments) {
    const before = lastOfEach(assignments);
    const after = lastOfEach(fragment.assignments);
    for (const [name, assignment] of after) {
      const old = before.get(name);
      if (!old) continue;
      const isRedundant = meaning(old) === meaning(assignment);
      overrides.push({ before: old, after: assignment, isRedundant });
    }
    assignments = [...assignments.filter(({ name }) => !after.has(name)), ...fragment.assignments];
  }
  return {
    defconfig: {
      file: fragments.at(-1)?.file ?? '',
      assignments,
      diagnostics: fragments.flatMap(({ diagnostics }) => diagnostics),
    },
    overrides,
  };
}

/** What was asked for and what came out, a symbol each, in the order of the lines that count. */
export function mergeResults(
  defconfig: Defconfig,
  configuration: Configuration,
): readonly MergeResult[] {
  return [...lastOfEach(defconfig.assignments).values()].map((assignment) => {
    const symbol = configuration.get(assignment.name);
    const isBoolean = symbol?.type === 'bool' || symbol?.type === 'tristate';
    const asked = isBoolean ? meaning(assignment)[0] : meaning(assignment);
    const value = symbol && (symbol.type === 'string' ? `"${symbol.value}"` : symbol.value);
    return { assignment, value, isTaken: value === asked };
  });
}

/** `.config` and defconfigs say n in two ways. */
function meaning({ value, unset }: Assignment): string {
  return unset ? 'n' : value;
}

/** The last assignment of each name: the one that counts. */
export function lastOfEach(assignments: readonly Assignment[]): ReadonlyMap<string, Assignment> {
  return new Map(assignments.map((assignment) => [assignment.name, assignment]));
}
