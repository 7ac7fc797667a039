import type { Place } from '../errors.ts';
import { mapDeclarations, type Program } from '../program.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import type { Expression } from '../syntax/expression.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import type { Body, Statement } from '../syntax/statement.ts';

/** A shorter form for some nodes; each of these gives what it gets where there is none. */
export interface Rewriting {
  /** @param place of the declaration */
  readonly expression?: (node: Expression, place: Place) => Expression;
  readonly statement?: (node: Statement) => Statement;
  readonly body?: (body: Body) => Body;
}

function inTurn<T>(changes: readonly (((node: T, place: Place) => T) | undefined)[], place: Place) {
  const given = changes.filter((change) => change !== undefined);
  return (node: T): T => given.reduce((result, change) => change(result, place), node);
}

/** Rewrites a program from the leaves up, in one walk for all rewritings; at each node they take turns. */
export function rewrite(program: Program, rewritings: readonly Rewriting[]): Program {
  return mapDeclarations(program, (declaration) => {
    const { place } = declaration;
    const expression = inTurn(
      rewritings.map((each) => each.expression),
      place,
    );
    const statement = inTurn(
      rewritings.map((each) => each.statement),
      place,
    );
    const body = inTurn(
      rewritings.map((each) => each.body),
      place,
    );
    const by: Mapping = {
      expression: (node) => expression(mapExpression(node, by)),
      body: (node) => body(mapBody(node, (each) => [statement(mapStatement(each, by))])),
    };
    return mapDeclaration(declaration, by);
  });
}
