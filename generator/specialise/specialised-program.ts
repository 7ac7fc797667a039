import { moveConstants } from './compact/move-constants.ts';
import { withExportedValues } from './exported-values.ts';
import { instantiate } from './instantiate/instantiate.ts';
import type { Templates } from './load/templates.ts';
import type { TemplateOptions } from './options.ts';
import { SIMPLIFY } from './passes/pipeline.ts';
import { runSteps } from './passes/run.ts';
import { assignNames, type Names } from './print/names.ts';
import { mapDeclarations, type Program } from './program.ts';
import { rewrite } from './rewrite.ts';
import { createSession } from './session.ts';

/** The program that a variant is printed from, for other targets than JavaScript. */
export interface SpecialisedProgram {
  readonly program: Program;
  /** What each binding is called in the modules. */
  readonly names: Names;
  /** Names of the exported values, in the order of `api.ts`. */
  readonly exports: readonly string[];
  /** Those that the measured entry imports. */
  readonly measured: readonly string[];
  /** The function that makes instances, if the variant exports that instead of its state. */
  readonly factory: string | undefined;
}

/**
 * The same as specialise() up to the program before rules for a minifier, with constants that are used
 * once at their use.
 * @throws as specialise() does
 */
export function specialisedProgram(
  templates: Templates,
  options: TemplateOptions,
): SpecialisedProgram {
  const session = createSession(options);
  const instance = instantiate(templates, session);
  const simple = runSteps(SIMPLIFY, instance.program, 'simplify', session);
  const shown = withExportedValues(simple, session);
  const moving = [moveConstants(session.folderOf(shown))];
  const program = mapDeclarations(shown, (node) => rewrite(node, moving));
  return {
    program,
    names: assignNames(program.declarations, program.roots),
    exports: instance.api.map(({ name }) => name),
    measured: instance.measured.map(({ name }) => name),
    factory: instance.factory?.name,
  };
}
