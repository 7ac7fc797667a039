import { mapDeclarations, type Program } from './program.ts';
import type { Session } from './session.ts';
import { unusedDeclarations } from './simplify/unused-declarations.ts';
import { isLiteral, literalOf } from './syntax/create.ts';
import { replace } from './syntax/map.ts';

/**
 * Writes each exported constant as its value, so that the type of the export can be read off it, as
 * `isolatedDeclarations` demands and as the declarations have it. What only its computation needed is
 * removed.
 */
export function withExportedValues(program: Program, session: Session): Program {
  const { facts } = session.folderOf(program);
  const written = mapDeclarations(program, (node) => {
    if (node.kind !== 'variable' || node.keyword !== 'const' || node.type !== undefined)
      return node;
    if (!program.roots.has(node.binding) || node.init === undefined || isLiteral(node.init))
      return node;
    const constant = facts.constant(node.binding);
    const value = constant === undefined ? undefined : literalOf(constant);
    return value === undefined ? node : replace(node, { init: value });
  });
  return written === program ? program : unusedDeclarations(written, session);
}
