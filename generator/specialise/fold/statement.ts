import { kindOf } from '../analyse/kind.ts';
import { hasLiteral } from '../syntax/create.ts';
import { mapStatement, replace } from '../syntax/map.ts';
import type { Statement, StatementKind, Try, VariableStatement } from '../syntax/statement.ts';
import { effectsOnly } from './effects-only.ts';
import type { Folder } from './folder.ts';
import { blockOf, foldIf, isEmpty } from './if.ts';
import { jumpsTo } from './jumps.ts';
import { foldDo, foldFor, foldForEach, foldWhile } from './loops.ts';
import { foldSwitch } from './switch.ts';

type Rule<K extends StatementKind> = (
  node: Extract<Statement, { kind: K }>,
  folder: Folder,
) => readonly Statement[];

/** A `const` with a constant value is known from here on. */
function foldVariable(node: VariableStatement, folder: Folder): readonly Statement[] {
  const init = node.init && folder.expression(node.init, 'value');
  const constant =
    node.keyword === 'const' && init !== undefined ? folder.constant(init) : undefined;
  if (
    constant !== undefined &&
    (typeof constant.value !== 'number' || hasLiteral(constant.value))
  ) {
    folder.learn(node.binding, constant);
  }
  if (node.keyword === 'const' && init !== undefined)
    folder.learnKind(node.binding, kindOf(init, folder.facts));
  return [replace(node, { init })];
}

/** Without statements to watch, only what always runs is left; with nothing to do then, they are. */
function foldTry(node: Try, folder: Folder): readonly Statement[] {
  const body = folder.body(node.body);
  const last = node.finalizer && folder.body(node.finalizer);
  const finalizer = last !== undefined && isEmpty(last) ? undefined : last;
  if (body.statements.length === 0) return finalizer === undefined ? [] : [blockOf(finalizer)];
  const handler = node.handler && folder.body(node.handler);
  if (handler === undefined && finalizer === undefined) {
    return [{ ...blockOf(body), lead: node.lead, trail: node.trail }];
  }
  return [replace(node, { body, handler, finalizer })];
}

function foldChildren(node: Statement, folder: Folder): readonly Statement[] {
  return [
    mapStatement(node, {
      expression: (part) => folder.expression(part, 'value'),
      body: (body) => folder.body(body),
    }),
  ];
}

const RULES: { readonly [K in StatementKind]: Rule<K> } = {
  variable: foldVariable,
  expression: (node, folder) => {
    const expression = effectsOnly(folder.expression(node.expression, 'nothing'), folder);
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
  block: (node, folder) => {
    const body = folder.body(node.body);
    return body.statements.length === 0 ? [] : [replace(node, { body })];
  },
  labelled: (node, folder) => {
    const [first, ...others] = foldStatement(node.statement, folder);
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

/** Folds one statement into none, one or several. */
export function foldStatement(node: Statement, folder: Folder): readonly Statement[] {
  const rule = RULES[node.kind] as (node: Statement, folder: Folder) => readonly Statement[];
  return rule(node, folder);
}
