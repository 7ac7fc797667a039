import { indexNames, type NameIndex } from '../../../text/suggest.ts';
import type { ConfigSymbol } from './model.ts';

/** What a message calls a symbol; a choice without a name is "the choice". */
export function nameOf({ name }: ConfigSymbol): string {
  return name ?? 'the choice';
}

/** What a condition calls a choice: its name, which few have, or the prompt that a user sees. */
export function choiceName({ name, prompts }: ConfigSymbol): string {
  if (name !== undefined) return name;
  const [prompt] = prompts;
  return prompt ? `choice "${prompt.text}"` : 'choice';
}

/** Whether the tree defines it, rather than only mentioning its name. */
export function isDefined({ nodes }: ConfigSymbol): boolean {
  return nodes.length > 0;
}

/** The names that the tree defines, in the order in which it first mentions them. */
export function* definedNames(
  names: ReadonlyMap<string, ConfigSymbol>,
): Generator<string, void, void> {
  for (const [name, symbol] of names) if (isDefined(symbol)) yield name;
}

/** By the names of a tree. */
const indexes = new WeakMap<ReadonlyMap<string, ConfigSymbol>, NameIndex>();

/** The same to look for misspelled names in, made once for a tree. */
export function definedNameIndex(names: ReadonlyMap<string, ConfigSymbol>): NameIndex {
  let index = indexes.get(names);
  if (!index) {
    index = indexNames(definedNames(names));
    indexes.set(names, index);
  }
  return index;
}
