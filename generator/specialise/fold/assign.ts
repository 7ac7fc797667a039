import { isNumeric, kindOf } from '../analyse/kind.ts';
import type { Assign, Expression, Target, Update } from '../syntax/expression.ts';
import { replace } from '../syntax/map.ts';
import { withoutCast } from './cast.ts';
import type { Folder, Use } from './folder.ts';

/** An assignment target keeps its name whatever is known of it; its object and index are values. */
export function foldTarget(node: Target, folder: Folder): Target {
  if (node.kind === 'property')
    return replace(node, { object: folder.expression(node.object, 'value') });
  if (node.kind === 'element') {
    const object = folder.expression(node.object, 'value');
    const use = indexUse(object, folder);
    const index = folder.expression(node.index, use);
    return replace(node, { object, index: use === 'index' ? withoutCast(index, folder) : index });
  }
  return node;
}

/** The index of a typed array is a number of which 0 and -0 mean the same element. */
export function indexUse(object: Expression, folder: Folder): Use {
  return kindOf(object, folder.facts) === 'array' ? 'index' : 'value';
}

const BIT_ASSIGNMENTS = new Set(['&=', '|=', '^=', '<<=', '>>=', '>>>=']);

/** Assignments fold in their target's parts and in their value. */
export function foldAssign(node: Assign, folder: Folder): Expression {
  const isBits = BIT_ASSIGNMENTS.has(node.operator) && isNumeric(kindOf(node.value, folder.facts));
  const target = foldTarget(node.target, folder);
  return replace(node, {
    target,
    value: folder.expression(node.value, isBits ? 'int32' : 'value'),
  });
}

/** `x++` folds in its target's parts. */
export function foldUpdate(node: Update, folder: Folder): Expression {
  return replace(node, { target: foldTarget(node.target, folder) });
}
