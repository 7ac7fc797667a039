import type { Binding } from './binding.ts';

/** The text of a type or type declaration, cut at the bindings that it names. */
export interface SourceText {
  readonly parts: readonly (string | Binding)[];
  /** Other identifiers in the text, which no binding of the output may have as its name. */
  readonly free: readonly string[];
}

/** True if two texts are the same and name the same bindings. */
export function sameText(a: SourceText | undefined, b: SourceText | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.parts.length === b.parts.length && a.parts.every((part, i) => part === b.parts[i]);
}

/** Comments of a statement, member or declaration; an empty string in `lead` is a blank line. */
export interface Trivia {
  readonly lead: readonly string[];
  /** Comments after it on its last line. */
  readonly trail: readonly string[];
}
