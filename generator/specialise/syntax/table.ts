import type { Declaration } from './declaration.ts';
import type { ObjectLiteral } from './tree.ts';

/**
 * The members of a table: a `const` at the top of a module that is an object literal with `satisfies`.
 * Templates only read them (load/tables.ts checks it), so `TABLE.name` is the member itself.
 */
export function tableOf(declaration: Declaration | undefined): ObjectLiteral | undefined {
  if (declaration?.kind !== 'variable' || declaration.keyword !== 'const') return undefined;
  const { init } = declaration;
  if (init?.kind !== 'cast' || init.operator !== 'satisfies') return undefined;
  return init.operand.kind === 'object' ? init.operand : undefined;
}
