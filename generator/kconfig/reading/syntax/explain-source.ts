import { SourceNotFoundError } from '../../diagnostics/errors.ts';
import { excerpt } from '../../diagnostics/legible.ts';
import type { Dialect } from '../../dialects/dialect.ts';

/** Of several values that a variable may have, the one to show. */
const USUAL = 'x86';

/** One variable in a path. */
const VARIABLE = /\$(?:\((\w+)\)|\{(\w+)\}|(\w+))/;

/**
 * Says how a path that variables are part of is written, which of them have no value, and a value with which
 * there is such a file.
 *
 * @param valueOf the value of a variable in a path; undefined if it has none
 * @param find the files that match a pattern.
 */
export function explainExpanded(
  { position, problem }: SourceNotFoundError,
  written: string,
  unsetMacros: readonly string[],
  valueOf: (name: string) => string | undefined,
  { hasMacros, expandsVariables }: Pick<Dialect, 'hasMacros' | 'expandsVariables'>,
  find: (pattern: string) => readonly string[],
): SourceNotFoundError {
  const named = hasMacros && !expandsVariables ? [] : variablesOf(written);
  const unset = [
    ...(hasMacros ? unsetMacros : []),
    ...named.filter((each) => valueOf(each) === undefined),
  ];
  const [first] = unset;
  const value = valueThatExists(written, find);
  const name = first ?? value?.name;
  const given =
    name === undefined || first !== undefined || !hasMacros ? undefined : valueOf(name);
  const names = unset.map((each) => `'${excerpt(each)}'`).join(', ');
  const state =
    first === undefined
      ? given !== undefined && `where ${name} is '${excerpt(given)}': give another`
      : `where no value is set for ${names}: give one`;
  const example = value?.name === name ? value?.text : undefined;
  const remedy = state === false ? '' : `, ${state} with --define ${excerpt(name!)}=${example ?? 'VALUE'}`;
  return new SourceNotFoundError(position, `${problem}; it is written ${written}${remedy}`);
}

/**
 * What `$NAME` names in Kconfiglib, a variable of the environment, and before there were macros, a symbol that has the
 * value of one.
 */
function variablesOf(written: string): readonly string[] {
  return [...written.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!);
}

/** A value with which the only variable of a path leads to a file. */
function valueThatExists(
  written: string,
  find: (pattern: string) => readonly string[],
): { readonly name: string; readonly text: string } | undefined {
  const path = /^"?([^"]*)"?$/.exec(written)?.[1] ?? '';
  const [reference, inParentheses, inBraces, plain] = VARIABLE.exec(path) ?? [];
  if (reference === undefined) return undefined;
  const [before = '', after = ''] = path.split(reference);
  if (/[$*?[]/.test(before + after)) return undefined;
  const found = matching(`${before}*${after}`, find).flatMap((file) => {
    const text = file.slice(before.length, file.length - after.length);
    return /^[\w-]+$/.test(text) ? [text] : [];
  });
  const text = found.find((each) => each === USUAL) ?? found[0];
  return text === undefined ? undefined : { name: (inParentheses ?? inBraces ?? plain)!, text };
}

function matching(pattern: string, find: (pattern: string) => readonly string[]): readonly string[] {
  try {
    return find(pattern);
  } catch {
    return [];
  }
}
