import type { Position } from '../position.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from './syntax/map.ts';
import type { Declaration } from './syntax/declaration.ts';
import { mapDeclaration } from './syntax/declarations.ts';
import type { Body, Expression, Statement } from './syntax/tree.ts';

/** Rewrites single nodes. Each callback returns a replacement, or its argument if it has none. */
export interface Rewriting {
  /** @param position of the declaration */
  readonly expression?: (node: Expression, position: Position) => Expression;
  readonly statement?: (node: Statement) => Statement;
  readonly body?: (body: Body) => Body;
}

type Change<T> = (node: T, position: Position) => T;

/** Runs the given callbacks one after the other. This happens for every node. */
function inOrder<T>(changes: readonly (Change<T> | undefined)[]): Change<T> {
  const given = changes.filter((change) => change !== undefined);
  return (node, position) => {
    let result = node;
    for (const change of given) result = change(result, position);
    return result;
  };
}

/** Applies rewritings from the leaves up in one walk; at each node they run in their order. */
export function rewrite(declaration: Declaration, rewritings: readonly Rewriting[]): Declaration {
  const expression = inOrder(rewritings.map((each) => each.expression));
  const statement = inOrder(rewritings.map((each) => each.statement));
  const body = inOrder(rewritings.map((each) => each.body));
  const { position } = declaration;
  const by: Mapping = {
    expression: (node) => expression(mapExpression(node, by), position),
    body: (node) =>
      body(
        mapBody(node, (each) => [statement(mapStatement(each, by), position)]),
        position,
      ),
  };
  return mapDeclaration(declaration, by);
}

/** A rewriting that calls `onChange` whenever it replaces a node. */
export function observed(rewriting: Rewriting, onChange: () => void): Rewriting {
  const watch =
    <T, Rest extends unknown[]>(change: (node: T, ...rest: Rest) => T) =>
    (node: T, ...rest: Rest): T => {
      const result = change(node, ...rest);
      if (result !== node) onChange();
      return result;
    };
  const { expression, statement, body } = rewriting;
  return {
    ...(expression && { expression: watch(expression) }),
    ...(statement && { statement: watch(statement) }),
    ...(body && { body: watch(body) }),
  };
}
