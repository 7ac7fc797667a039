import { withExportedValues } from './exported-values.ts';
import { factoryJavascript, factoryVariant } from './factory-variant.ts';
import { instantiate, type Instance } from './instantiate/instantiate.ts';
import type { Templates } from './load/templates.ts';
import { moduleJavascript, moduleVariant } from './module-variant.ts';
import type { TemplateOptions } from './options.ts';
import type { PassObserver } from './pass-event.ts';
import { COMPACT, COMPACT_FACTORY, SIMPLIFY } from './passes/pipeline.ts';
import { runSteps } from './passes/run.ts';
import type { Program } from './program.ts';
import { createSession, type Session } from './session.ts';
import type { Measurable, Variant } from './variant.ts';

/** The programs of a variant, to be printed. */
interface Made {
  readonly instance: Instance;
  /** For TypeScript and declarations. */
  readonly program: Program;
  /** For JavaScript. */
  readonly compact: Program;
}

function make(templates: Templates, session: Session): Made {
  const instance = instantiate(templates, session);
  const program = runSteps(SIMPLIFY, instance.program, 'simplify', session);
  const steps = instance.factory === undefined ? COMPACT : COMPACT_FACTORY;
  return { instance, program, compact: runSteps(steps, program, 'compact', session) };
}

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
  return printed(templates, createSession(options, onPass));
}

/** Makes and prints a variant in a session. */
export function printed(templates: Templates, session: Session): Variant {
  const { instance, program, compact } = make(templates, session);
  const { facts } = session.folderOf(program);
  const shown = withExportedValues(program, session);
  return instance.factory === undefined
    ? moduleVariant(instance, shown, compact, facts)
    : factoryVariant(instance.factory, instance, shown, compact, facts);
}

/** Makes a variant in a session, and prints what is measured. */
export function printedJavascript(templates: Templates, session: Session): Measurable {
  const { instance, program, compact } = make(templates, session);
  const shown = withExportedValues(program, session);
  return instance.factory === undefined
    ? moduleJavascript(instance, shown, compact)
    : factoryJavascript(
        instance.factory,
        instance,
        shown,
        compact,
        session.folderOf(program).facts,
      );
}
