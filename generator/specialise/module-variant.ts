import type { Facts } from './analyse/evaluate.ts';
import type { Instance } from './instantiate/instantiate.ts';
import { printDeclarations } from './print/declarations.ts';
import { printModule } from './print/module.ts';
import { assignNames } from './print/names.ts';
import type { Program } from './program.ts';
import { publicBindings } from './public.ts';
import type { Variant } from './variant.ts';

/**
 * Prints a variant that is one module with its state.
 * @param program for TypeScript and declarations
 * @param compact for JavaScript
 */
export function moduleVariant(
  { api, measured }: Instance,
  program: Program,
  compact: Program,
  facts: Facts,
): Variant {
  const visible = publicBindings(program);
  const names = assignNames(program.declarations, program.roots);
  const compactNames = assignNames(compact.declarations, program.roots, [], names);
  return {
    source: printModule(program.declarations, names, visible, true),
    javascript: printModule(compact.declarations, compactNames, visible, false, compact.aliases),
    declarations: printDeclarations(program.declarations, names, visible, facts),
    exports: api.map(({ name }) => name),
    measured: measured.map(({ name }) => name),
    members: [],
  };
}
