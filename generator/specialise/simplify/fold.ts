import { constantFolderOf } from '../fold/constant-folder-of.ts';
import { foldDeclaration } from '../fold/declaration.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Session } from '../session.ts';

/** Folds every declaration that is not known to be folded. */
export function foldProgram(program: Program, session: Session): Program {
  const fold = constantFolderOf(program, session);
  const { folded } = session;
  folded.update(program, fold);
  return mapDeclarations(program, (declaration) => {
    if (folded.has(declaration)) return declaration;
    const result = foldDeclaration(declaration, fold);
    if (result === declaration) folded.add(declaration);
    return result;
  });
}
