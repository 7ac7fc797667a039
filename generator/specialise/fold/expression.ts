import { isNumeric } from '../syntax/value-type.ts';
import { valueTypeOf } from '../analyse/value-type.ts';
import { booleanLiteral, literalOf } from '../syntax/create.ts';
import type { Closure, Expression, ExpressionKind } from '../syntax/tree.ts';
import { isExpressionBody, mapExpression, replace } from '../syntax/map.ts';
import { foldAssign, foldUpdate, indexUse } from './assign.ts';
import { foldBinary } from './binary.ts';
import { spliceBlocks } from './blocks.ts';
import { foldCast, withoutCast } from './cast.ts';
import { foldConditional } from './conditional.ts';
import type { ConstantFolder, Use } from './constant-folder.ts';
import { foldLogical } from './logical.ts';
import { foldName } from './name.ts';
import { foldOption } from './option.ts';
import { foldProperty } from './property.ts';
import { foldSequence } from './sequence.ts';
import { foldUnary } from './unary.ts';

type Rule<K extends ExpressionKind> = (
  node: Extract<Expression, { kind: K }>,
  use: Use,
  fold: ConstantFolder,
) => Expression;

/** Folds only the children, as values. */
function foldChildren(node: Expression, _use: Use, fold: ConstantFolder): Expression {
  return mapExpression(node, {
    expression: (child) => fold.expression(child, 'value'),
    body: (body) => fold.body(body),
  });
}

/** Folds the body of a closure like that of a function. */
function foldClosure(node: Closure, use: Use, fold: ConstantFolder): Expression {
  const folded = foldChildren(node, use, fold);
  if (folded.kind !== 'closure' || isExpressionBody(folded.body)) return folded;
  return replace(folded, { body: spliceBlocks(folded.body, folded.parameters) });
}

const keep = (node: Expression): Expression => node;

const RULES: { readonly [K in ExpressionKind]: Rule<K> } = {
  number: keep,
  string: keep,
  boolean: keep,
  verbatim: keep,
  global: keep,
  keyword: keep,
  name: (node, _use, fold) => foldName(node, fold),
  option: (node, _use, fold) => foldOption(node, fold),
  template: foldChildren,
  property: foldProperty,
  element: (node, _use, fold) => {
    const object = fold.expression(node.object, 'value');
    const use = indexUse(object, fold);
    const index = fold.expression(node.index, use);
    return replace(node, { object, index: use === 'index' ? withoutCast(index, fold) : index });
  },
  call: foldChildren,
  new: foldChildren,
  array: foldChildren,
  object: foldChildren,
  closure: foldClosure,
  spread: foldChildren,
  unary: foldUnary,
  binary: foldBinary,
  logical: foldLogical,
  conditional: foldConditional,
  sequence: foldSequence,
  assign: (node, _use, fold) => foldAssign(node, fold),
  update: (node, _use, fold) => foldUpdate(node, fold),
  cast: foldCast,
  group: (node, _use, fold) => {
    const operand = fold.expression(node.operand, 'value');
    const isChain =
      operand.kind === 'property' || operand.kind === 'element' || operand.kind === 'call';
    return isChain ? replace(node, { operand }) : operand;
  },
};

/** The use, or `value` if the use is for numbers and the expression may be something else. */
function checkedUse(node: Expression, use: Use, fold: ConstantFolder): Use {
  if (use === 'value' || use === 'condition' || use === 'nothing') return use;
  return isNumeric(valueTypeOf(node, fold.facts)) ? use : 'value';
}

/** Folds `node`, whose value is used as `use` says. */
export function foldExpression(node: Expression, use: Use, fold: ConstantFolder): Expression {
  const rule = RULES[node.kind] as (node: Expression, use: Use, fold: ConstantFolder) => Expression;
  const folded = rule(node, checkedUse(node, use, fold), fold);
  if (use === 'condition' && folded.kind !== 'boolean') {
    const constant = fold.constant(folded);
    if (constant !== undefined) return booleanLiteral(Boolean(constant.value));
  }
  if (use === 'value' && folded.kind !== 'number' && folded.kind !== 'name')
    return foldedConstant(folded, fold);
  return folded;
}

/** Writes a known boolean, `null` or `undefined` as a literal. */
function foldedConstant(node: Expression, fold: ConstantFolder): Expression {
  if (node.kind === 'boolean' || node.kind === 'keyword' || node.kind === 'string') return node;
  if (node.kind === 'cast') return node;
  const constant = fold.constant(node);
  if (
    constant === undefined ||
    typeof constant.value === 'number' ||
    typeof constant.value === 'string'
  )
    return node;
  return literalOf(constant) ?? node;
}
