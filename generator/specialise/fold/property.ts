import type { Expression, PropertyAccess } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** Replaces the read of a table's member by the member. */
export function foldProperty(node: PropertyAccess, _use: Use, fold: ConstantFolder): Expression {
  const object = fold.expression(node.object, 'value');
  if (object.kind === 'name') {
    const table = fold.table(object.binding);
    const member = table?.members.find(({ key }) => key === node.name);
    if (member !== undefined) return member.value;
  }
  return replace(node, { object });
}
