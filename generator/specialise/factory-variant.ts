import type { Facts } from './analyse/evaluate.ts';
import { instanceBindings } from './factory.ts';
import type { Instance } from './instantiate/instantiate.ts';
import type { ApiEntry, FactoryEntry } from './load/templates.ts';
import { printFactoryDeclarations, printFactoryModule } from './print/factory.ts';
import { assignNames } from './print/names.ts';
import type { Program } from './program.ts';
import { publicBindings } from './public.ts';
import type { Variant } from './variant.ts';

/**
 * Prints a variant whose module exports a function that makes instances.
 * @param program for TypeScript and declarations
 * @param compact for JavaScript
 * @throws TemplateApiError if an exported class or a type would need the state of one instance
 */
export function factoryVariant(
  { name, lead }: FactoryEntry,
  { api, measured }: Instance,
  program: Program,
  compact: Program,
  facts: Facts,
): Variant {
  const typeName = name.replace(/^create/, '');
  const inside = instanceBindings(program, facts);
  const reserved = [name, typeName];
  const names = assignNames(program.declarations, program.roots, reserved);
  const module = {
    declarations: program.declarations,
    names,
    visible: publicBindings(program),
    factory: { name, typeName, lead, inside },
    facts,
  };
  const compactModule = {
    ...module,
    declarations: compact.declarations,
    names: assignNames(compact.declarations, program.roots, reserved, names),
  };
  const outsideNames = (entries: readonly ApiEntry[]): readonly string[] =>
    entries.filter((entry) => !inside.has(entry.binding)).map((entry) => entry.name);
  return {
    source: printFactoryModule(module, true),
    javascript: printFactoryModule(compactModule, false),
    declarations: printFactoryDeclarations(module),
    exports: [...outsideNames(api), name],
    measured: [...outsideNames(measured), name],
    members: api.filter(({ binding }) => inside.has(binding)).map((entry) => entry.name),
  };
}
