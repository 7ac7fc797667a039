import type { Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';

/** Bindings of the declarations that differ between two programs. */
export interface Changes {
  readonly added: readonly Binding[];
  readonly changed: readonly Binding[];
  readonly removed: readonly Binding[];
}

/** How the declarations of two programs differ; their order does not count. */
export function changesOf(before: Program, after: Program): Changes {
  const known = new Map(
    before.declarations.map((declaration) => [declaration.binding, declaration]),
  );
  const left = new Set(after.declarations.map(({ binding }) => binding));
  const added: Binding[] = [];
  const changed: Binding[] = [];
  for (const declaration of after.declarations) {
    const other = known.get(declaration.binding);
    if (other === undefined) added.push(declaration.binding);
    else if (other !== declaration) changed.push(declaration.binding);
  }
  const removed = before.declarations.map(({ binding }) => binding);
  return { added, changed, removed: removed.filter((binding) => !left.has(binding)) };
}
