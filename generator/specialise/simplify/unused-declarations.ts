import { summaryOf } from '../analyse/summary.ts';
import { DROPPABLE } from '../fold/constant-folder.ts';
import type { Session } from '../session.ts';
import { declarationsByBinding, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';

/** Removes functions, variables, classes and types that are unreachable from the exports. */
export function unusedDeclarations(program: Program, session: Session): Program {
  const fold = session.folderOf(program);
  /** True if the declaration must stay even if nothing uses it. */
  const hasEffects = (node: Declaration): boolean =>
    node.kind === 'variable' &&
    node.init !== undefined &&
    !session.memo.run(DROPPABLE, node.init, fold);
  const declared = declarationsByBinding(program);
  const used = new Set<Binding>();
  const pending = [...program.roots.keys()];
  for (const declaration of program.declarations) {
    if (hasEffects(declaration)) pending.push(declaration.binding);
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
