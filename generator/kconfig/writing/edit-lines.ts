import type { KconfigTree } from '../tree/tree.ts';
import { formatSymbol } from './config-lines.ts';

/**
 * The text of a configuration file with values of the tree's symbols: the last line of each is replaced,
 * earlier ones are removed, and what has no line yet is added at the end. Of a choice, a member that is set
 * to y takes the place of the one that was. All other lines stay. Values are as in `.config`, text without
 * quotes.
 */
export function editLines(
  text: string,
  values: Readonly<Record<string, string>>,
  tree: KconfigTree,
): string {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const rivals = rivalsOf(values, tree);
  const left = new Map(
    [...withoutRivals(values, rivals)].map(([name, value]) => [
      name,
      formatSymbol(tree.names.get(name)!, value, tree).trimEnd(),
    ]),
  );
  const names = new Set(left.keys());
  const edited: string[] = [];
  for (const line of lines.toReversed()) {
    const name = nameIn(line, tree.prefix);
    if (name === undefined || !names.has(name)) {
      const isRival = name !== undefined && rivals.has(name);
      edited.push(isRival ? formatSymbol(tree.names.get(name)!, 'n', tree).trimEnd() : line);
      continue;
    }
    const replacement = left.get(name);
    if (replacement !== undefined) edited.push(replacement);
    left.delete(name);
  }
  return [...edited.toReversed(), ...left.values()].map((line) => `${line}\n`).join('');
}

/** The members that lose their choices to others, and the last member that is set to y of each of these choices. */
function rivalsOf(
  values: Readonly<Record<string, string>>,
  { names }: KconfigTree,
): ReadonlyMap<string, string> {
  const rivals = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    if (value !== 'y') continue;
    for (const other of names.get(name)?.choice?.members ?? []) {
      if (other.name !== undefined) rivals.set(other.name, name);
    }
    rivals.delete(name);
  }
  return rivals;
}

/** With n for each of the values that a later one takes the choice from. */
function withoutRivals(
  values: Readonly<Record<string, string>>,
  rivals: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const entries = Object.entries(values);
  const order = entries.map(([name]) => name);
  return new Map(
    entries.map(([name, value], at) => {
      const rival = rivals.get(name);
      return [name, rival !== undefined && order.indexOf(rival) > at ? 'n' : value];
    }),
  );
}

/** The symbol that a line gives a value. */
function nameIn(line: string, prefix: string): string | undefined {
  const unset = line.startsWith('# ') && line.trimEnd().endsWith(' is not set');
  const start = unset ? line.slice(2) : line;
  if (!start.startsWith(prefix)) return undefined;
  return /^\w+/.exec(start.slice(prefix.length))?.[0];
}
