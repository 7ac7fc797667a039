import type { Binding } from '../../specialise/syntax/binding.ts';
import type { Expression, FunctionDeclaration } from '../../specialise/syntax/tree.ts';
import { visitBody } from '../../specialise/syntax/visit.ts';
import type { Unit } from '../unit.ts';
import { declaredKind } from './declared.ts';
import { INT32, integer, UINT32, type Kind } from './kind.ts';

/**
 * The kind of a parameter of an exported function. They are C's: a `number` is a size_t, and whoever
 * calls from JavaScript passes 2^32 - 1 for more (see the glue). One that is compared with a negative
 * number, such as the parameter number of mallopt(), is an int.
 * @param address the address of static data if it is fixed; the parameter `start` after a memory is that
 */
export function parameterKind(
  node: FunctionDeclaration,
  index: number,
  address: number | undefined,
  unit: Unit,
): Kind {
  const parameter = node.parameters[index];
  const before = node.parameters[index - 1];
  if (
    address !== undefined &&
    parameter?.binding.name === 'start' &&
    before !== undefined &&
    declaredKind(before.type)?.is === 'memory'
  )
    return integer(address, address);
  return comparedWithNegative(node, index, unit, new Set()) ? INT32 : UINT32;
}

function comparedWithNegative(
  node: FunctionDeclaration,
  index: number,
  unit: Unit,
  seen: Set<Binding>,
): boolean {
  const binding = node.parameters[index]?.binding;
  if (binding === undefined || seen.has(binding)) return false;
  seen.add(binding);
  let found = false;
  const isIt = (side: Expression): boolean => side.kind === 'name' && side.binding === binding;
  visitBody(node.body, {
    expression: (each) => {
      if (each.kind === 'binary' && (each.operator === '===' || each.operator === '!=='))
        found ||=
          (isIt(each.left) && isNegative(each.right, unit)) ||
          (isIt(each.right) && isNegative(each.left, unit));
      if (each.kind !== 'call' || each.callee.kind !== 'name') return;
      const callee = unit.functions.get(each.callee.binding);
      if (callee === undefined) return;
      each.args.forEach((arg, i) => {
        if (isIt(arg)) found ||= comparedWithNegative(callee, i, unit, seen);
      });
    },
  });
  return found;
}

function isNegative(node: Expression, unit: Unit): boolean {
  if (node.kind === 'unary') return node.operator === '-' && node.operand.kind === 'number';
  if (node.kind !== 'name') return false;
  const init = unit.variables.get(node.binding)?.init;
  return init !== undefined && isNegative(init, unit);
}
