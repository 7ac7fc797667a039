import type { Assignment, Defconfig } from '../defconfigs/defconfig.ts';
import type { ConfigurationValues } from '../evaluation/symbol-value.ts';
import { quoteText } from '../values/quoting.ts';
import { lastOfEach } from '../defconfigs/merge.ts';

/** A symbol that two configurations have different values for. */
export interface Difference {
  /** Without `CONFIG_`. */
  readonly name: string;
  /** The value in the first; undefined where it has none. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What two configuration files ask for differently, by the last line for each symbol, sorted by name. */
export function diffWritten(before: Defconfig, after: Defconfig): readonly Difference[] {
  const values = ({ assignments }: Defconfig): ReadonlyMap<string, string> =>
    new Map([...lastOfEach(assignments)].map(([name, line]) => [name, written(line)]));
  return diff(values(before), values(after));
}

/** The symbols with different values, sorted by name. Text is quoted; an empty value may be unset. */
export function diffResulting(before: ConfigurationValues, after: ConfigurationValues): readonly Difference[] {
  const values = ({ symbols, tree }: ConfigurationValues): ReadonlyMap<string, string> =>
    new Map(
      symbols.map(({ name, type, value }) => [
        name,
        type === 'string' ? quoteText(value, tree.dialect) : value,
      ]),
    );
  return diff(values(before), values(after));
}

function written({ value, unset }: Assignment): string {
  return unset ? 'n' : value;
}

function diff(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly Difference[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .filter((name) => before.get(name) !== after.get(name))
    .toSorted()
    .map((name) => ({ name, before: before.get(name), after: after.get(name) }));
}
