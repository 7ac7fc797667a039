import type { ApiEntry, FactoryEntry, Templates } from '../load/templates.ts';
import type { Program } from '../program.ts';
import type { Session } from '../session.ts';
import { holds } from './holds.ts';
import { createOnDemand } from './on-demand.ts';
import type { Expression } from '../syntax/tree.ts';

/** The templates under one set of options. */
export interface Instance {
  readonly program: Program;
  /** The exports that the variant has, in the order of `api.ts`. */
  readonly api: readonly ApiEntry[];
  /** Those that the measured entry imports. */
  readonly measured: readonly ApiEntry[];
  /** The function that makes instances, if the variant exports one instead of its state. */
  readonly factory: FactoryEntry | undefined;
}

/**
 * Puts the options into the templates: decides which exports exist, and takes the declarations that
 * are reachable from them, folded and with inlined calls replaced.
 * @throws UnknownOptionError if a template asks for an unknown option
 * @throws InlineError if a call of an `@inline` function cannot be replaced
 * @throws TemplateApiError if the condition of an export is not constant
 */
export function instantiate(templates: Templates, session: Session): Instance {
  const declared = new Map(
    templates.declarations.map((declaration) => [declaration.binding, declaration]),
  );
  const { fold, reachable } = createOnDemand(declared, session);
  const isTrue = (condition: Expression, entry: ApiEntry | FactoryEntry): boolean =>
    holds(condition, entry, fold, session.memo);
  const api = templates.api.filter((entry) => isTrue(entry.condition, entry));
  const measured = api.filter((entry) => isTrue(entry.measured, entry));
  const entry = templates.factory;
  const factory = entry !== undefined && isTrue(entry.condition, entry) ? entry : undefined;
  const roots = new Map(api.map(({ binding, name }) => [binding, name]));
  const unmeasured = api.filter((each) => !measured.includes(each)).map(({ binding }) => binding);
  const program: Program = {
    declarations: reachable(roots.keys()),
    roots,
    // Every program gets all members of an instance.
    unmeasured: new Set(factory === undefined ? unmeasured : []),
    aliases: [],
  };
  session.onPass?.({
    stage: 'instantiate',
    round: undefined,
    rules: ['instantiate'],
    before: undefined,
    after: program,
  });
  return { program, api, measured, factory };
}
