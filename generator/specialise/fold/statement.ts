import { valueTypeOf } from '../analyse/value-type.ts';
import { hasLiteral } from '../syntax/create.ts';
import { mapStatement, replace } from '../syntax/map.ts';
import type { Statement, StatementKind, Try, VariableStatement } from '../syntax/tree.ts';
import { effectsOnly } from './effects-only.ts';
import type { ConstantFolder } from './constant-folder.ts';
import { blockOf, foldIf, isEmpty } from './if.ts';
import { jumpsTo } from './jumps.ts';
import { foldDo, foldFor, foldForEach, foldWhile } from './loops.ts';
import { foldSwitch } from './switch.ts';

type Rule<K extends StatementKind> = (
  node: Extract<Statement, { kind: K }>,
  fold: ConstantFolder,
) => readonly Statement[];

/** Folds the initialiser, and notes the value of a `const` for the code that follows. */
function foldVariable(node: VariableStatement, fold: ConstantFolder): readonly Statement[] {
  const init = node.init && fold.expression(node.init, 'value');
  const constant = node.keyword === 'const' && init !== undefined ? fold.constant(init) : undefined;
  if (
    constant !== undefined &&
    (typeof constant.value !== 'number' || hasLiteral(constant.value))
  ) {
    fold.noteConstant(node.binding, constant);
  }
  if (node.keyword === 'const' && init !== undefined)
    fold.noteValueType(node.binding, valueTypeOf(init, fold.facts));
  return [replace(node, { init })];
}

/** An empty `try` body leaves only the `finally` block; an empty `finally` and no handler leave only the body. */
function foldTry(node: Try, fold: ConstantFolder): readonly Statement[] {
  const body = fold.body(node.body);
  const last = node.finalizer && fold.body(node.finalizer);
  const finalizer = last !== undefined && isEmpty(last) ? undefined : last;
  if (body.statements.length === 0) return finalizer === undefined ? [] : [blockOf(finalizer)];
  const handler = node.handler && fold.body(node.handler);
  if (handler === undefined && finalizer === undefined) {
    return [{ ...blockOf(body), lead: node.lead, trail: node.trail }];
  }
  return [replace(node, { body, handler, finalizer })];
}

function foldChildren(node: Statement, fold: ConstantFolder): readonly Statement[] {
  return [
    mapStatement(node, {
      expression: (part) => fold.expression(part, 'value'),
      body: (body) => fold.body(body),
    }),
  ];
}

const RULES: { readonly [K in StatementKind]: Rule<K> } = {
  variable: foldVariable,
  expression: (node, fold) => {
    const expression = effectsOnly(fold.expression(node.expression, 'nothing'), fold);
    return expression === undefined ? [] : [replace(node, { expression })];
  },
  if: foldIf,
  while: foldWhile,
  do: foldDo,
  for: foldFor,
  forEach: foldForEach,
  switch: foldSwitch,
  return: foldChildren,
  throw: foldChildren,
  jump: foldChildren,
  block: (node, fold) => {
    const body = fold.body(node.body);
    return body.statements.length === 0 ? [] : [replace(node, { body })];
  },
  labelled: (node, fold) => {
    const [first, ...others] = foldStatement(node.statement, fold);
    if (first === undefined) return [];
    const whole =
      others.length === 0
        ? first
        : blockOf({ statements: [first, ...others], tail: [], braced: true });
    return jumpsTo(node.label, whole)
      ? [replace(node, { statement: whole })]
      : [{ ...whole, lead: node.lead, trail: node.trail }];
  },
  try: foldTry,
  function: foldChildren,
};

/** Folds a statement into none, one or several. */
export function foldStatement(node: Statement, fold: ConstantFolder): readonly Statement[] {
  const rule = RULES[node.kind] as (node: Statement, fold: ConstantFolder) => readonly Statement[];
  return rule(node, fold);
}
