import { declarationsByBinding, type Program } from '../program.ts';
import type { Session } from '../session.ts';
import { createConstantFolder } from './create-constant-folder.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** The constant folder over the declarations of a program. */
export function constantFolderOf(program: Program, session: Session): ConstantFolder {
  const declared = declarationsByBinding(program);
  return createConstantFolder(session, (binding) => declared.get(binding));
}
