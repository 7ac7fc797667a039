import type { KconfigTree } from '../tree/tree.ts';
import { formatSymbol } from './config-lines.ts';

/**
 * The text of a configuration file with values of the tree's symbols: the last line of each is replaced,
 * earlier ones are removed, and what has no line yet is added at the end. All other lines stay. Values are
 * as in `.config`, text without quotes.
 */
export function editLines(
  text: string,
  values: Readonly<Record<string, string>>,
  tree: KconfigTree,
): string {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const left = new Map(
    Object.entries(values).map(([name, value]) => [
      name,
      formatSymbol(tree.names.get(name)!, value, tree).trimEnd(),
    ]),
  );
  const names = new Set(left.keys());
  const edited: string[] = [];
  for (const line of lines.toReversed()) {
    const name = nameIn(line, tree.prefix);
    if (name === undefined || !names.has(name)) {
      edited.push(line);
      continue;
    }
    const replacement = left.get(name);
    if (replacement !== undefined) edited.push(replacement);
    left.delete(name);
  }
  return [...edited.toReversed(), ...left.values()].map((line) => `${line}\n`).join('');
}

/** The symbol that a line gives a value. */
function nameIn(line: string, prefix: string): string | undefined {
  const unset = line.startsWith('# ') && line.trimEnd().endsWith(' is not set');
  const start = unset ? line.slice(2) : line;
  if (!start.startsWith(prefix)) return undefined;
  return /^\w+/.exec(start.slice(prefix.length))?.[0];
}
