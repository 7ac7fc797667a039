import type { Binding } from './syntax/binding.ts';
import type { Declaration } from './syntax/declaration.ts';
import { mapList, replace } from './syntax/map.ts';

/** An export that is another one under a name of its own. */
export interface Alias {
  /** What was declared; its comment and name stay. */
  readonly declaration: Declaration;
  readonly of: Binding;
}

/** What is left of the templates on the way to a variant. */
export interface Program {
  readonly declarations: readonly Declaration[];
  /** Exported values with the names that users import: they stay, with their parameters. */
  readonly roots: ReadonlyMap<Binding, string>;
  /** Roots that most programs do not import, so that they may cost more for those that do. */
  readonly unmeasured: ReadonlySet<Binding>;
  readonly aliases: readonly Alias[];
}

/** The declarations of a program by their bindings. */
export function declarationsByBinding(program: Program): ReadonlyMap<Binding, Declaration> {
  return new Map(program.declarations.map((declaration) => [declaration.binding, declaration]));
}

/** The program with each declaration changed; the same program if nothing changes. */
export function mapDeclarations(
  program: Program,
  change: (declaration: Declaration) => Declaration,
): Program {
  return replace(program, { declarations: mapList(program.declarations, change) });
}

/** True if two programs declare the same objects in the same order. */
export function sameDeclarations(a: Program, b: Program): boolean {
  return (
    a.declarations === b.declarations ||
    (a.declarations.length === b.declarations.length &&
      a.declarations.every((declaration, i) => declaration === b.declarations[i]))
  );
}
