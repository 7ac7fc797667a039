import type { TemplateOptions } from '../options.ts';
import { declarationsByBinding, type Program } from '../program.ts';
import { createFolder, type ConstFacts } from './create-folder.ts';
import type { Folder } from './folder.ts';

/** A folder over the declarations of a program; what it learns goes to `learnt`. */
export function programFolder(
  program: Program,
  options: TemplateOptions,
  learnt: ConstFacts,
): Folder {
  const declared = declarationsByBinding(program);
  return createFolder(options, (binding) => declared.get(binding), learnt);
}
