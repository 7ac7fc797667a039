import { withExportedValues } from './exported-values.ts';
import { factoryVariant } from './factory-variant.ts';
import { constantFolderOf } from './fold/constant-folder-of.ts';
import { instantiate } from './instantiate/instantiate.ts';
import type { Templates } from './load/templates.ts';
import { moduleVariant } from './module-variant.ts';
import type { TemplateOptions } from './options.ts';
import type { PassObserver } from './pass-event.ts';
import { COMPACT, COMPACT_FACTORY, SIMPLIFY } from './passes/pipeline.ts';
import { runSteps } from './passes/run.ts';
import { createSession } from './session.ts';
import type { Variant } from './variant.ts';

/**
 * Makes the module that the templates are under `options`: options substituted, constants folded,
 * accessors inlined, unreachable declarations removed. The text is not formatted; see formatVariant().
 * @param onPass called after each pass that changed the program
 * @throws UnknownOptionError if a template asks for an option that `options` lacks
 * @throws InlineError if a call of an `@inline` function cannot be replaced
 * @throws TemplateApiError if an export's condition is not constant, or a factory is not possible
 */
export function specialise(
  templates: Templates,
  options: TemplateOptions,
  onPass?: PassObserver,
): Variant {
  const session = createSession(options, onPass);
  const instance = instantiate(templates, session);
  const { factory } = instance;
  const program = runSteps(SIMPLIFY, instance.program, 'simplify', session);
  const { facts } = constantFolderOf(program, session);
  const steps = factory === undefined ? COMPACT : COMPACT_FACTORY;
  const compact = runSteps(steps, program, 'compact', session);
  const shown = withExportedValues(program, session);
  return factory === undefined
    ? moduleVariant(instance, shown, compact, facts)
    : factoryVariant(factory, instance, shown, compact, facts);
}
