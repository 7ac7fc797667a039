import type { KconfigTree } from '../tree/tree.ts';

/**
 * The files beside `auto.conf` that a build depends on in place of the symbols: those of every symbol that has
 * another line in the new `auto.conf` than in the old one, or a line in only one of them. To touch them is to
 * have everything built again that mentions these symbols: `conf_touch_deps` of the C program.
 *
 * @param before the text of `auto.conf` so far; undefined if there is none.
 * @param after the text that takes its place.
 * @returns paths from the folder of `auto.conf`, sorted.
 */
export function changedStamps(
  before: string | undefined,
  after: string,
  { prefix, dialect }: Pick<KconfigTree, 'prefix' | 'dialect'>,
): readonly string[] {
  const old = linesByName(before ?? '', prefix);
  const present = linesByName(after, prefix);
  const names = new Set([...old.keys(), ...present.keys()]);
  return [...names]
    .filter((name) => old.get(name) !== present.get(name))
    .map((name) => (dialect.namesStampsPlainly ? name : `${name.toLowerCase().replaceAll('_', '/')}.h`))
    .toSorted();
}

/** The value of each symbol, as it is written; one that is n has none. */
function linesByName(text: string, prefix: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(line.startsWith(prefix) ? line.slice(prefix.length) : '') ?? [];
    if (name !== undefined && value !== undefined && value !== 'n') values.set(name, value);
  }
  return values;
}
