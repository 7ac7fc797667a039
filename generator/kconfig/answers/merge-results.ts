import type { Assignment, Defconfig } from '../defconfigs/defconfig.ts';
import { lastOfEach, meaning } from '../defconfigs/merge.ts';
import type { ConfigurationValues } from '../evaluation/symbol-value.ts';
import { quoteText } from '../values/quoting.ts';
import { isBoolean } from '../values/symbol-type.ts';

/** What became of one line of the merged files. */
export interface MergeResult {
  readonly assignment: Assignment;
  /** The value that the symbol has, undefined if the tree does not define it. */
  readonly value: string | undefined;
  readonly isTaken: boolean;
}

/** What was asked for and what came out, a symbol each, in the order of the lines that count. */
export function mergeResults(
  defconfig: Defconfig,
  configuration: ConfigurationValues,
): readonly MergeResult[] {
  const { dialect } = configuration.tree;
  return [...lastOfEach(defconfig.assignments).values()].map((assignment) => {
    const symbol = configuration.get(assignment.name);
    const asked = symbol && isBoolean(symbol) ? meaning(assignment)[0] : meaning(assignment);
    const value = symbol && (symbol.type === 'string' ? quoteText(symbol.value, dialect) : symbol.value);
    return { assignment, value, isTaken: value === asked };
  });
}
