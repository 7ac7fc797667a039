import type { ConstantFolder } from '../fold/constant-folder.ts';
import { foldDeclaration } from '../fold/declaration.ts';
import type { Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Session } from '../session.ts';
import type { Declaration } from '../syntax/declaration.ts';

const FOLD: Computation<Declaration, ConstantFolder, Declaration> = {
  name: 'fold',
  compute: foldDeclaration,
};

/** Folds every declaration that is not known to be folded. */
export function foldProgram(program: Program, session: Session): Program {
  const fold = session.folderOf(program);
  const { folded, memo } = session;
  folded?.update(program, fold);
  return mapDeclarations(program, (declaration) => {
    if (folded?.has(declaration)) return declaration;
    const result = memo.run(FOLD, declaration, fold);
    if (result === declaration) folded?.add(declaration);
    return result;
  });
}
