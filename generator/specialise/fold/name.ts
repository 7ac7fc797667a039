import { literalOf } from '../syntax/create.ts';
import type { Expression, Name } from '../syntax/tree.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** Replaces the name of a constant by its value, unless it is a number. */
export function foldName(node: Name, fold: ConstantFolder): Expression {
  const constant = fold.facts.constant(node.binding);
  if (constant === undefined || typeof constant.value === 'number') return node;
  return literalOf(constant) ?? node;
}
