import { summaryOf } from '../analyse/summary.ts';
import { constantFolderOf } from '../fold/constant-folder-of.ts';
import type { Session } from '../session.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import { declarationsByBinding, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';

/** True if the declaration has effects, so it must stay even if nothing uses it. */
function hasEffects(declaration: Declaration, fold: ConstantFolder): boolean {
  if (declaration.kind !== 'variable' || declaration.init === undefined) return false;
  return !fold.droppable(declaration.init);
}

/** Removes functions, variables, classes and types that are unreachable from the exports. */
export function unusedDeclarations(program: Program, session: Session): Program {
  const fold = constantFolderOf(program, session);
  const declared = declarationsByBinding(program);
  const used = new Set<Binding>();
  const pending = [...program.roots.keys()];
  for (const declaration of program.declarations) {
    if (hasEffects(declaration, fold)) pending.push(declaration.binding);
  }
  for (let binding = pending.pop(); binding !== undefined; binding = pending.pop()) {
    const declaration = declared.get(binding);
    if (declaration === undefined || used.has(binding)) continue;
    used.add(binding);
    const summary = summaryOf(declaration);
    pending.push(...summary.read, ...summary.written);
  }
  const declarations = program.declarations.filter(({ binding }) => used.has(binding));
  return declarations.length === program.declarations.length
    ? program
    : { ...program, declarations };
}
