import type { Facts } from './analyse/evaluate.ts';
import type { Instance } from './instantiate/instantiate.ts';
import { printDeclarations } from './print/declarations.ts';
import { printModule } from './print/module.ts';
import { assignNames, type Names } from './print/names.ts';
import type { Program } from './program.ts';
import { publicBindings } from './public.ts';
import type { Binding } from './syntax/binding.ts';
import type { Measurable, Variant } from './variant.ts';

/**
 * Prints a variant that is one module with its state.
 * @param program for TypeScript and declarations
 * @param compact for JavaScript
 */
export function moduleVariant(
  instance: Instance,
  program: Program,
  compact: Program,
  facts: Facts,
): Variant {
  const visible = publicBindings(program);
  const names = assignNames(program.declarations, program.roots);
  return {
    source: printModule(program.declarations, names, visible, true),
    ...javascriptOf(instance, compact, names, visible),
    declarations: printDeclarations(program.declarations, names, visible, facts),
  };
}

/** The same variant without TypeScript and declarations. */
export function moduleJavascript(
  instance: Instance,
  program: Program,
  compact: Program,
): Measurable {
  const names = assignNames(program.declarations, program.roots);
  return javascriptOf(instance, compact, names, publicBindings(program));
}

function javascriptOf(
  { api, measured }: Instance,
  compact: Program,
  given: Names,
  visible: ReadonlySet<Binding>,
): Measurable {
  const names = assignNames(compact.declarations, compact.roots, [], given);
  return {
    javascript: printModule(compact.declarations, names, visible, false, compact.aliases),
    exports: api.map(({ name }) => name),
    measured: measured.map(({ name }) => name),
    members: [],
  };
}
