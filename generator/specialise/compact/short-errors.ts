import { mapDeclarations, type Program } from '../program.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import type { Expression } from '../syntax/expression.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';

/** Classes of errors that make one when they are called, too. */
const CALLABLE: ReadonlySet<string> = new Set(['Error', 'RangeError', 'TypeError']);

/** `Error(message)` is `new Error(message)`. */
export function shortErrors(program: Program): Program {
  return mapDeclarations(program, (declaration) => {
    const by: Mapping = {
      expression(node): Expression {
        const mapped = mapExpression(node, by);
        if (mapped.kind !== 'new' || mapped.callee.kind !== 'global') return mapped;
        if (!CALLABLE.has(mapped.callee.name)) return mapped;

        return { ...mapped, kind: 'call', optional: false, place: declaration.place };
      },
      body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
    };
    return mapDeclaration(declaration, by);
  });
}
