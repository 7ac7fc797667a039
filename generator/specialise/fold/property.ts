import type { Expression, ObjectLiteral, ObjectMember, PropertyAccess } from '../syntax/tree.ts';
import { replace } from '../syntax/map.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';

/** The member that `{ … }.name` reads, if the other members can be left out. */
function memberOf(
  { members }: ObjectLiteral,
  name: string,
  fold: ConstantFolder,
): Expression | undefined {
  const isPlain = ({ key, accessor }: ObjectMember): boolean =>
    key !== undefined && key !== '__proto__' && accessor === undefined;
  const named = members.filter(({ key }) => key === name);
  const [only] = named;
  if (only === undefined || named.length > 1 || !members.every(isPlain)) return undefined;
  const others = members.filter((member) => member !== only);
  return others.every(({ value }) => fold.droppable(value)) ? only.value : undefined;
}

/** Replaces the read of a member of a table, or of an object that is made here, by the member. */
export function foldProperty(node: PropertyAccess, _use: Use, fold: ConstantFolder): Expression {
  const object = fold.expression(node.object, 'value');
  if (object.kind === 'name') {
    const table = fold.table(object.binding);
    const member = table?.members.find(({ key }) => key === node.name);
    if (member !== undefined) return member.value;
  }
  const member = object.kind === 'object' ? memberOf(object, node.name, fold) : undefined;
  return member ?? replace(node, { object });
}
