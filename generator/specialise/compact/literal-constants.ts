import { evaluate } from '../analyse/evaluate.ts';
import type { Session } from '../session.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import { literalOf } from '../syntax/create.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';

const WRITE: Computation<Declaration, ConstantFolder, Declaration> = {
  name: 'literal-constants',
  compute(declaration, { facts }) {
    const by: Mapping = {
      expression: (node) => {
        const isConstant = node.kind === 'name' && node.binding.topLevel;
        if (!isConstant && node.kind !== 'call') return mapExpression(node, by);
        const constant = evaluate(node, facts);
        return (constant && literalOf(constant)) ?? mapExpression(node, by);
      },
      body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
    };
    return mapDeclaration(declaration, by);
  },
};

/**
 * Replaces the names of constants by their numbers. esbuild does not evaluate constants across a module,
 * so each would stay a variable. Exported constants stay, with their number as the value.
 */
export function literalConstants(program: Program, session: Session): Program {
  const fold = session.folderOf(program);
  return mapDeclarations(program, (node) => session.memo.run(WRITE, node, fold));
}
