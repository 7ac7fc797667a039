import { isNumeric, kindOf } from '../analyse/kind.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { ConstFacts } from '../fold/create-folder.ts';
import type { Folder } from '../fold/folder.ts';
import { programFolder } from '../fold/program-folder.ts';
import type { TemplateOptions } from '../options.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type {
  Assign,
  AssignOperator,
  Binary,
  BinaryOperator,
  Expression,
} from '../syntax/expression.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import { withoutCasts } from './interference.ts';

const COMPOUND: Partial<Record<BinaryOperator, AssignOperator>> = {
  '+': '+=',
  '-': '-=',
  '*': '*=',
  '/': '/=',
  '%': '%=',
  '&': '&=',
  '|': '|=',
  '^': '^=',
  '<<': '<<=',
  '>>': '>>=',
  '>>>': '>>>=',
};

/** Operators whose operands may change places, if they are numbers. */
const COMMUTATIVE: ReadonlySet<BinaryOperator> = new Set(['+', '*', '&', '|', '^']);

/** `y * x` as `x * y` for an assignment to x, where evaluating y leaves x alone. */
function targetFirst(value: Binary, target: Binding, folder: Folder): Binary {
  const right = withoutCasts(value.right);
  if (!COMMUTATIVE.has(value.operator) || right.kind !== 'name' || right.binding !== target)
    return value;
  const left = effectsOf(value.left, folder);
  const areNumbers =
    isNumeric(kindOf(value.left, folder.facts)) && isNumeric(kindOf(right, folder.facts));
  if (!areNumbers || left.opaque || left.writes.has(target)) return value;
  return { ...value, left: value.right, right: value.left };
}

function shorter(node: Assign, folder: Folder): Assign {
  const { target } = node;
  const written = withoutCasts(node.value);
  if (node.operator !== '=' || target.kind !== 'name' || written.kind !== 'binary') return node;
  const value = targetFirst(written, target.binding, folder);
  const operator = COMPOUND[value.operator];
  const left = withoutCasts(value.left);
  if (operator === undefined || left.kind !== 'name' || left.binding !== target.binding)
    return node;
  return { ...node, operator, value: value.right };
}

/** `x = x + y` is `x += y`: inlined accessors leave such assignments. */
export function compoundAssignments(
  program: Program,
  options: TemplateOptions,
  learnt: ConstFacts,
): Program {
  const folder = programFolder(program, options, learnt);
  const by: Mapping = {
    expression(node): Expression {
      const mapped = mapExpression(node, by);
      return mapped.kind === 'assign' ? shorter(mapped, folder) : mapped;
    },
    body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
  };
  return mapDeclarations(program, (each) => mapDeclaration(each, by));
}
