import { findAliases } from './compact/aliases.ts';
import { compactProgram } from './compact/compact.ts';
import { newKnownFacts } from './fold/create-constant-folder.ts';
import { TemplateApiError } from './errors.ts';
import { instanceBindings } from './factory.ts';
import type { ConstantFolder } from './fold/constant-folder.ts';
import { constantFolderOf } from './fold/constant-folder-of.ts';
import type { ApiEntry, Templates } from './load/templates.ts';
import type { TemplateOptions } from './options.ts';
import { createPreparation } from './instantiate/on-demand.ts';
import { printDeclarations } from './print/declarations.ts';
import { printFactoryDeclarations, printFactoryModule } from './print/factory.ts';
import { printModule } from './print/module.ts';
import { assignNames } from './print/names.ts';
import type { Program } from './program.ts';
import { publicBindings } from './public.ts';
import { simplify } from './simplify/simplify.ts';
import type { Binding } from './syntax/binding.ts';
import type { Expression } from './syntax/tree.ts';

/** One allocator module, as text. */
export interface Variant {
  /** TypeScript, with comments. */
  readonly source: string;
  /** The same without types, more compact: an ES module without imports; see compactProgram(). */
  readonly javascript: string;
  /** Declarations of the exports, with their comments. */
  readonly declarations: string;
  /** Names of the exported values, in the order of `api.ts`. */
  readonly exports: readonly string[];
  /** Those that the measured entry imports. */
  readonly measured: readonly string[];
  /** Members of what a factory returns, in the order of `api.ts`; none without a factory. */
  readonly members: readonly string[];
}

function bindingOf({ binding }: ApiEntry): Binding {
  return binding;
}

function holds(
  condition: Expression,
  entry: Pick<ApiEntry, 'name' | 'position'>,
  fold: ConstantFolder,
): boolean {
  const folded = fold.expression(condition, 'condition');
  if (folded.kind === 'boolean') return folded.value;
  throw new TemplateApiError(
    entry.position,
    `the condition for ${entry.name} is not known before run time: build it from options alone`,
  );
}

/**
 * Makes the module that the templates are under `options`: options substituted, constants folded,
 * accessors inlined, what nothing leads to removed. The text is not formatted; see formatVariant().
 * @throws UnknownOptionError where a template asks for an option that `options` lacks
 * @throws InlineError where a call of an `@inline` function cannot be replaced
 * @throws TemplateApiError where an export's condition is not constant
 */
export function specialise(templates: Templates, options: TemplateOptions): Variant {
  const declared = new Map(
    templates.declarations.map((declaration) => [declaration.binding, declaration]),
  );
  const learnt = newKnownFacts();
  const preparation = createPreparation(declared, options, learnt);
  const kept = templates.api.filter((entry) => holds(entry.condition, entry, preparation.fold));
  const exported = new Map<Binding, string>(kept.map((entry) => [entry.binding, entry.name]));
  const roots = new Set(exported.keys());
  const start: Program = { declarations: preparation.reachable(roots), roots };
  const program = simplify(start, options, learnt);
  const visible = publicBindings(program);
  const { facts } = constantFolderOf(program, options, learnt);
  const measured = kept.filter((entry) => holds(entry.measured, entry, preparation.fold));

  const { factory } = templates;
  if (factory === undefined || !holds(factory.condition, factory, preparation.fold)) {
    const unmeasured = new Set(kept.filter((entry) => !measured.includes(entry)).map(bindingOf));
    const { program: compact, aliases } = findAliases(
      compactProgram(program, options, learnt, unmeasured),
    );
    const names = assignNames(program.declarations, exported);
    const compactNames = assignNames(compact.declarations, exported, [], names);
    return {
      source: printModule(program.declarations, names, visible, true),
      javascript: printModule(compact.declarations, compactNames, visible, false, aliases),
      declarations: printDeclarations(program.declarations, names, visible, facts),
      exports: kept.map(({ name }) => name),
      measured: measured.map(({ name }) => name),
      members: [],
    };
  }

  const { name, lead } = factory;
  const typeName = name.replace(/^create/, '');
  const inside = instanceBindings(program, facts);
  const isInside = ({ binding }: ApiEntry): boolean => inside.has(binding);
  const taken = [name, typeName];
  // An instance has all exports.
  const compact = compactProgram(program, options, learnt, new Set());
  const names = assignNames(program.declarations, exported, taken);
  const module = {
    declarations: program.declarations,
    names,
    visible,
    factory: { name, typeName, lead, inside },
    facts,
  };
  return {
    source: printFactoryModule(module, true),
    javascript: printFactoryModule(
      {
        ...module,
        declarations: compact.declarations,
        names: assignNames(compact.declarations, exported, taken, names),
      },
      false,
    ),
    declarations: printFactoryDeclarations(module),
    exports: [...kept.filter((entry) => !isInside(entry)).map((entry) => entry.name), name],
    measured: [...measured.filter((entry) => !isInside(entry)).map((entry) => entry.name), name],
    members: kept.filter(isInside).map((entry) => entry.name),
  };
}
