import { literalOf } from '../syntax/create.ts';
import type { Expression, Name } from '../syntax/expression.ts';
import type { Folder } from './folder.ts';

/** A constant that is no number is written where its name stood; a number keeps the name. */
export function foldName(node: Name, folder: Folder): Expression {
  const constant = folder.facts.constant(node.binding);
  if (constant === undefined || typeof constant.value === 'number') return node;
  return literalOf(constant) ?? node;
}
