import type { Program } from '../program.ts';
import type { Assign, AssignOperator, BinaryOperator, Expression } from '../syntax/expression.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapList, mapStatement, type Mapping } from '../syntax/map.ts';
import { withoutCasts } from './interference.ts';

const COMPOUND: Partial<Record<BinaryOperator, AssignOperator>> = {
  '+': '+=',
  '-': '-=',
  '*': '*=',
  '&': '&=',
  '|': '|=',
  '^': '^=',
  '<<': '<<=',
  '>>': '>>=',
  '>>>': '>>>=',
};

function shorter(node: Assign): Assign {
  const value = withoutCasts(node.value);
  if (node.operator !== '=' || node.target.kind !== 'name' || value.kind !== 'binary') return node;
  const operator = COMPOUND[value.operator];
  const left = withoutCasts(value.left);
  if (operator === undefined || left.kind !== 'name' || left.binding !== node.target.binding)
    return node;
  return { ...node, operator, value: value.right };
}

/** `x = x + y` is `x += y`: inlined accessors leave such assignments. */
export function compoundAssignments(program: Program): Program {
  const by: Mapping = {
    expression(node): Expression {
      const mapped = mapExpression(node, by);
      return mapped.kind === 'assign' ? shorter(mapped) : mapped;
    },
    body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
  };
  const declarations = mapList(program.declarations, (each) => mapDeclaration(each, by));
  return declarations === program.declarations ? program : { ...program, declarations };
}
