import { mapStatement, replace } from '../syntax/map.ts';
import type { DoWhile, For, ForEach, Statement, While } from '../syntax/tree.ts';
import type { ConstantFolder } from './constant-folder.ts';
import { blockOf, decisionOf, effectStatements } from './if.ts';
import { jumpsOut } from './jumps.ts';

/** Replaces a loop that is never entered by the effects of its condition. */
export function foldWhile(node: While, fold: ConstantFolder): readonly Statement[] {
  const condition = fold.expression(node.condition, 'condition');
  const decision = decisionOf(condition, fold);
  if (decision?.value === false) return effectStatements(decision);
  return [replace(node, { condition, body: fold.body(node.body) })];
}

/** Replaces `do … while (false)` by a block if no jump leaves it. */
export function foldDo(node: DoWhile, fold: ConstantFolder): readonly Statement[] {
  const body = fold.body(node.body);
  const condition = fold.expression(node.condition, 'condition');
  const decision = decisionOf(condition, fold);
  if (decision?.value === false && !jumpsOut(body.statements, new Set(['break', 'continue']))) {
    return [blockOf(body), ...effectStatements(decision)];
  }
  return [replace(node, { body, condition })];
}

/** Reduces a loop that is never entered to its initialisation, and drops a condition that is always true. */
export function foldFor(node: For, fold: ConstantFolder): readonly Statement[] {
  const variables = node.variables.map((variable) =>
    replace(variable, { init: variable.init && fold.expression(variable.init, 'value') }),
  );
  const init = node.init && fold.expression(node.init, 'nothing');
  const condition = node.condition && fold.expression(node.condition, 'condition');
  const decision = condition && decisionOf(condition, fold);
  if (decision?.value === false) {
    const inits: Statement[] =
      init === undefined
        ? variables
        : [{ kind: 'expression', expression: init, lead: [], trail: [] }];
    return [
      blockOf({ statements: [...inits, ...effectStatements(decision)], tail: [], braced: true }),
    ];
  }
  const same = variables.every((variable, i) => variable === node.variables[i]);
  return [
    replace(node, {
      variables: same ? node.variables : variables,
      init,
      condition: decision?.value === true && decision.effects === undefined ? undefined : condition,
      update: node.update && fold.expression(node.update, 'nothing'),
      body: fold.body(node.body),
    }),
  ];
}

/** Folds the parts of a loop over values. */
export function foldForEach(node: ForEach, fold: ConstantFolder): readonly Statement[] {
  return [
    mapStatement(node, {
      expression: (part) => fold.expression(part, 'value'),
      body: (body) => fold.body(body),
    }),
  ];
}
