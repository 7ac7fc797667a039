import { isNumeric, kindOf } from '../analyse/kind.ts';
import { booleanLiteral, literalOf } from '../syntax/create.ts';
import type { Closure, Expression, ExpressionKind } from '../syntax/expression.ts';
import { isExpressionBody, mapExpression, replace } from '../syntax/map.ts';
import { foldAssign, foldUpdate, indexUse } from './assign.ts';
import { foldBinary } from './binary.ts';
import { spliceBlocks } from './blocks.ts';
import { foldCast, withoutCast } from './cast.ts';
import { foldConditional } from './conditional.ts';
import type { Folder, Use } from './folder.ts';
import { foldLogical } from './logical.ts';
import { foldName } from './name.ts';
import { foldOption } from './option.ts';
import { foldSequence } from './sequence.ts';
import { foldUnary } from './unary.ts';

type Rule<K extends ExpressionKind> = (
  node: Extract<Expression, { kind: K }>,
  use: Use,
  folder: Folder,
) => Expression;

/** Nothing folds but the children, as values. */
function foldChildren(node: Expression, _use: Use, folder: Folder): Expression {
  return mapExpression(node, {
    expression: (child) => folder.expression(child, 'value'),
    body: (body) => folder.body(body),
  });
}

/** The body of a closure folds as that of a function. */
function foldClosure(node: Closure, use: Use, folder: Folder): Expression {
  const folded = foldChildren(node, use, folder);
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
  name: (node, _use, folder) => foldName(node, folder),
  option: (node, _use, folder) => foldOption(node, folder.options),
  template: foldChildren,
  property: foldChildren,
  element: (node, _use, folder) => {
    const object = folder.expression(node.object, 'value');
    const use = indexUse(object, folder);
    const index = folder.expression(node.index, use);
    return replace(node, { object, index: use === 'index' ? withoutCast(index, folder) : index });
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
  assign: (node, _use, folder) => foldAssign(node, folder),
  update: (node, _use, folder) => foldUpdate(node, folder),
  cast: foldCast,
  group: (node, _use, folder) => {
    const operand = folder.expression(node.operand, 'value');
    const isChain =
      operand.kind === 'property' || operand.kind === 'element' || operand.kind === 'call';
    return isChain ? replace(node, { operand }) : operand;
  },
};

/** Uses that only hold for numbers: for any other value they would change what happens. */
function checkedUse(node: Expression, use: Use, folder: Folder): Use {
  if (use === 'value' || use === 'condition' || use === 'nothing') return use;
  return isNumeric(kindOf(node, folder.facts)) ? use : 'value';
}

/** Folds `node`, of whose value only `use` matters. */
export function foldExpression(node: Expression, use: Use, folder: Folder): Expression {
  const rule = RULES[node.kind] as (node: Expression, use: Use, folder: Folder) => Expression;
  const folded = rule(node, checkedUse(node, use, folder), folder);
  if (use === 'condition' && folded.kind !== 'boolean') {
    const constant = folder.constant(folded);
    if (constant !== undefined) return booleanLiteral(Boolean(constant.value));
  }
  if (use === 'value' && folded.kind !== 'number' && folded.kind !== 'name')
    return foldedConstant(folded, folder);
  return folded;
}

/** Booleans, null and undefined are written out wherever they are known. */
function foldedConstant(node: Expression, folder: Folder): Expression {
  if (node.kind === 'boolean' || node.kind === 'keyword' || node.kind === 'string') return node;
  if (node.kind === 'cast') return node;
  const constant = folder.constant(node);
  if (
    constant === undefined ||
    typeof constant.value === 'number' ||
    typeof constant.value === 'string'
  )
    return node;
  return literalOf(constant) ?? node;
}
