import type { Position } from '../../position.ts';
import { mapDeclarations, type Program } from '../program.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import type { Body, Expression, Statement } from '../syntax/tree.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';

/** A shorter form for some nodes; each of these gives what it gets where there is none. */
export interface Rewriting {
  /** @param position of the declaration */
  readonly expression?: (node: Expression, position: Position) => Expression;
  readonly statement?: (node: Statement) => Statement;
  readonly body?: (body: Body) => Body;
}

type Change<T> = (node: T, position: Position) => T;

/** All changes that there are, one after the other. It runs for each node. */
function inOrder<T>(changes: readonly (Change<T> | undefined)[]): Change<T> {
  const given = changes.filter((change) => change !== undefined);
  return (node, position) => {
    let result = node;
    for (const change of given) result = change(result, position);
    return result;
  };
}

/** Rewrites a program from the leaves up, in one walk for all rewritings; at each node they take turns. */
export function rewrite(program: Program, rewritings: readonly Rewriting[]): Program {
  const expression = inOrder(rewritings.map((each) => each.expression));
  const statement = inOrder(rewritings.map((each) => each.statement));
  const body = inOrder(rewritings.map((each) => each.body));
  return mapDeclarations(program, (declaration) => {
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
  });
}
