import { TemplateApiError } from '../errors.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { ApiEntry } from '../load/templates.ts';
import type { Computation, Memo } from '../memo/memo.ts';
import type { Expression } from '../syntax/tree.ts';

/** Whether a condition is true; undefined if that is not known before run time. */
export const CONDITION: Computation<Expression, ConstantFolder, boolean | undefined> = {
  name: 'condition',
  compute(condition, fold) {
    const folded = fold.expression(condition, 'condition');
    return folded.kind === 'boolean' ? folded.value : undefined;
  },
};

/**
 * Whether the condition of an export is true.
 * @throws TemplateApiError if it is not constant
 */
export function holds(
  condition: Expression,
  { name, position }: Pick<ApiEntry, 'name' | 'position'>,
  fold: ConstantFolder,
  memo: Memo,
): boolean {
  const value = memo.run(CONDITION, condition, fold);
  if (value !== undefined) return value;
  throw new TemplateApiError(
    position,
    `the condition for ${name} is not known before run time: build it from options alone`,
  );
}
