import type { Facts } from './analyse/evaluate.ts';
import { instanceBindings } from './factory.ts';
import type { Instance } from './instantiate/instantiate.ts';
import type { ApiEntry, FactoryEntry } from './load/templates.ts';
import {
  printFactoryDeclarations,
  printFactoryModule,
  type FactoryModule,
} from './print/factory.ts';
import { assignNames } from './print/names.ts';
import type { Program } from './program.ts';
import { publicBindings } from './public.ts';
import type { Measurable, Variant } from './variant.ts';

/**
 * Prints a variant whose module exports a function that makes instances.
 * @param program for TypeScript and declarations
 * @param compact for JavaScript
 * @throws TemplateApiError if an exported class or a type would need the state of one instance
 */
export function factoryVariant(
  entry: FactoryEntry,
  instance: Instance,
  program: Program,
  compact: Program,
  facts: Facts,
): Variant {
  const module = moduleOf(entry, program, facts);
  return {
    source: printFactoryModule(module, true),
    ...javascriptOf(entry, instance, module, compact),
    declarations: printFactoryDeclarations(module),
  };
}

/**
 * The same variant without TypeScript and declarations.
 * @throws TemplateApiError as factoryVariant() does
 */
export function factoryJavascript(
  entry: FactoryEntry,
  instance: Instance,
  program: Program,
  compact: Program,
  facts: Facts,
): Measurable {
  return javascriptOf(entry, instance, moduleOf(entry, program, facts), compact);
}

function typeNameOf({ name }: FactoryEntry): string {
  return name.replace(/^create/, '');
}

function moduleOf(entry: FactoryEntry, program: Program, facts: Facts): FactoryModule {
  const { name, lead } = entry;
  const typeName = typeNameOf(entry);
  return {
    declarations: program.declarations,
    names: assignNames(program.declarations, program.roots, [name, typeName]),
    visible: publicBindings(program),
    factory: { name, typeName, lead, inside: instanceBindings(program, facts) },
    facts,
  };
}

function javascriptOf(
  entry: FactoryEntry,
  { api, measured }: Instance,
  module: FactoryModule,
  compact: Program,
): Measurable {
  const { name } = entry;
  const { inside } = module.factory;
  const reserved = [name, typeNameOf(entry)];
  const compactModule = {
    ...module,
    declarations: compact.declarations,
    names: assignNames(compact.declarations, compact.roots, reserved, module.names),
  };
  const outsideNames = (entries: readonly ApiEntry[]): readonly string[] =>
    entries.filter((each) => !inside.has(each.binding)).map((each) => each.name);
  return {
    javascript: printFactoryModule(compactModule, false),
    exports: [...outsideNames(api), name],
    measured: [...outsideNames(measured), name],
    members: api.filter(({ binding }) => inside.has(binding)).map((each) => each.name),
  };
}
