import type { Program } from '../program.ts';
import { isLiteral } from '../syntax/create.ts';
import type { Declaration } from '../syntax/declaration.ts';

/** True for a `let` that may be declared earlier, because its first value is a literal or missing. */
function isMovable(node: Declaration): boolean {
  return (
    node.kind === 'variable' &&
    node.keyword === 'let' &&
    (node.init === undefined || isLiteral(node.init))
  );
}

/** Moves the module's variables next to the first one, so that a minifier merges their declarations. */
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
