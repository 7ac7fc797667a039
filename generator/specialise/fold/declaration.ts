import type { Declaration } from '../syntax/declaration.ts';
import type { Body, Expression, Parameter } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapList, replace } from '../syntax/map.ts';
import { spliceBlocks } from './blocks.ts';
import { withoutCastOfNumber } from './cast.ts';
import type { ConstantFolder } from './constant-folder.ts';

/** Removes `return;` from the end of a function. */
function withoutLastReturn(body: Body): Body {
  const last = body.statements.at(-1);
  if (last?.kind !== 'return' || last.value !== undefined) return body;
  return { ...body, statements: body.statements.slice(0, -1) };
}

function isUndefined(node: Expression): boolean {
  if (node.kind === 'cast') return isUndefined(node.operand);
  return node.kind === 'keyword' && node.word === 'undefined';
}

/** Removes a default of `undefined`, and the cast from a default that is a number. */
function simpleDefault(parameter: Parameter, fold: ConstantFolder): Parameter {
  const { init } = parameter;
  if (init === undefined) return parameter;
  return replace(parameter, {
    init: isUndefined(init) ? undefined : withoutCastOfNumber(init, fold),
  });
}

/** Folds everything in a declaration. */
export function foldDeclaration(declaration: Declaration, fold: ConstantFolder): Declaration {
  const isFunction = declaration.kind === 'function';
  const folded = mapDeclaration(declaration, {
    expression: (node) => fold.expression(node, 'value'),
    body: (body) => (isFunction ? fold.body(body) : spliceBlocks(fold.body(body))),
  });
  if (folded.kind !== 'function') return folded;
  return replace(folded, {
    parameters: mapList(folded.parameters, (parameter) => simpleDefault(parameter, fold)),
    body: withoutLastReturn(spliceBlocks(folded.body, folded.parameters)),
  });
}
