import { TemplateApiError } from '../errors.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { ApiEntry } from '../load/templates.ts';
import type { Expression } from '../syntax/tree.ts';

/**
 * Whether the condition of an export is true.
 * @throws TemplateApiError if it is not constant
 */
export function holds(
  condition: Expression,
  { name, position }: Pick<ApiEntry, 'name' | 'position'>,
  fold: ConstantFolder,
): boolean {
  const folded = fold.expression(condition, 'condition');
  if (folded.kind === 'boolean') return folded.value;
  throw new TemplateApiError(
    position,
    `the condition for ${name} is not known before run time: build it from options alone`,
  );
}
