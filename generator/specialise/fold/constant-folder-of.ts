import type { TemplateOptions } from '../options.ts';
import { declarationsByBinding, type Program } from '../program.ts';
import { createConstantFolder, type KnownFacts } from './create-constant-folder.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** A folder over the declarations of a program; what it learns goes to `learnt`. */
export function constantFolderOf(
  program: Program,
  options: TemplateOptions,
  learnt: KnownFacts,
): ConstantFolder {
  const declared = declarationsByBinding(program);
  return createConstantFolder(options, (binding) => declared.get(binding), learnt);
}
