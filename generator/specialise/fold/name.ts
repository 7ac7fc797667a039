import { literalOf } from '../syntax/create.ts';
import type { Expression, Name } from '../syntax/tree.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** A constant that is no number is written where its name stood; a number keeps the name. */
export function foldName(node: Name, fold: ConstantFolder): Expression {
  const constant = fold.facts.constant(node.binding);
  if (constant === undefined || typeof constant.value === 'number') return node;
  return literalOf(constant) ?? node;
}
