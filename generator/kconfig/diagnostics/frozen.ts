import type { Diagnostic } from './diagnostic.ts';

/** A list to hand out, which no caller can empty or rewrite for the next one. */
export function frozen(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  for (const diagnostic of diagnostics) Object.freeze(diagnostic);
  return Object.freeze([...diagnostics]);
}
