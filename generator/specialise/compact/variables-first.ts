import type { Program } from '../program.ts';
import { isLiteral } from '../syntax/create.ts';
import type { Declaration } from '../syntax/declaration.ts';

/** A variable that changes, of which it does not matter when it gets its first value. */
function isMovable(node: Declaration): boolean {
  return (
    node.kind === 'variable' &&
    node.keyword === 'let' &&
    (node.init === undefined || isLiteral(node.init))
  );
}

/** Moves the module's variables to the first of them: a minifier makes them one declaration. */
export function variablesFirst(program: Program): Program {
  const { declarations } = program;
  const first = declarations.findIndex(isMovable);
  if (first < 0) return program;
  const moved = [
    ...declarations.slice(0, first),
    ...declarations.filter(isMovable),
    ...declarations.slice(first).filter((node) => !isMovable(node)),
  ];
  const isMoved = moved.some((declaration, i) => declaration !== declarations[i]);
  return isMoved ? { ...program, declarations: moved } : program;
}
