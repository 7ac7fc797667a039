import type { Binding } from './syntax/binding.ts';
import type { Declaration } from './syntax/declaration.ts';
import { mapList, replace } from './syntax/map.ts';

/** What is left of the templates on the way to a variant. */
export interface Program {
  readonly declarations: readonly Declaration[];
  /** Exported values: they stay, with their parameters. */
  readonly roots: ReadonlySet<Binding>;
}

/** A step on that way; it returns the same program where it finds nothing to do. */
export type Rule = (program: Program) => Program;

/** The declarations of a program by what they declare. */
export function declarationsByBinding(program: Program): ReadonlyMap<Binding, Declaration> {
  return new Map(program.declarations.map((declaration) => [declaration.binding, declaration]));
}

/** The program with each declaration changed; the same program where nothing changes. */
export function mapDeclarations(
  program: Program,
  change: (declaration: Declaration) => Declaration,
): Program {
  return replace(program, { declarations: mapList(program.declarations, change) });
}
