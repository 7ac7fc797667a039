import { evaluate } from '../analyse/evaluate.ts';
import type { Session } from '../session.ts';
import { constantFolderOf } from '../fold/constant-folder-of.ts';
import type { Program } from '../program.ts';
import { literalOf } from '../syntax/create.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import {
  mapBody,
  mapExpression,
  mapList,
  mapStatement,
  replace,
  type Mapping,
} from '../syntax/map.ts';

/**
 * Replaces the names of constants by their numbers. esbuild does not evaluate constants across a module,
 * so each would stay a variable. Exported constants stay, with their number as the value.
 */
export function literalConstants(program: Program, session: Session): Program {
  const { facts } = constantFolderOf(program, session);
  const by: Mapping = {
    expression: (node) => {
      const isConstant = node.kind === 'name' && node.binding.topLevel;
      if (!isConstant && node.kind !== 'call') return mapExpression(node, by);
      const constant = evaluate(node, facts);
      return (constant && literalOf(constant)) ?? mapExpression(node, by);
    },
    body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
  };
  const declarations = mapList(program.declarations, (declaration) =>
    mapDeclaration(declaration, by),
  );
  return replace(program, { declarations });
}
