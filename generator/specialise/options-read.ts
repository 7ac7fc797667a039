import { createOnDemand } from './instantiate/on-demand.ts';
import type { Templates } from './load/templates.ts';
import type { TemplateOptions } from './options.ts';
import { createSession } from './session.ts';

/** An option that was asked for, and what the answer was. */
export interface OptionRead {
  readonly kind: keyof TemplateOptions;
  readonly name: string;
  readonly value: boolean | number | undefined;
}

/**
 * The options that the code of some exports, which must exist, asks for. Under options that agree with these
 * the exports have the same code; the others change what else is in the module.
 * @throws TemplateError as specialise() does
 */
export function optionsRead(
  templates: Templates,
  options: TemplateOptions,
  names: ReadonlySet<string>,
): readonly OptionRead[] {
  const read = new Map<string, OptionRead>();
  const watched = <Value extends boolean | number>(
    kind: keyof TemplateOptions,
    values: Readonly<Record<string, Value>>,
  ): Readonly<Record<string, Value>> =>
    new Proxy(values, {
      get(target, key) {
        const name = String(key);
        const value = target[name];
        read.set(`${kind} ${name}`, { kind, name, value });
        return value;
      },
    });
  const session = createSession({
    enabled: watched('enabled', options.enabled),
    global: watched('global', options.global),
    values: watched('values', options.values),
  });
  const declared = new Map(
    templates.declarations.map((declaration) => [declaration.binding, declaration]),
  );
  const roots = templates.api.filter(({ name }) => names.has(name));
  createOnDemand(declared, session).reachable(roots.map(({ binding }) => binding));
  return [...read.values()];
}

/** Whether options give the answers that were given before. */
export function agreesWith(options: TemplateOptions, reads: readonly OptionRead[]): boolean {
  return reads.every(({ kind, name, value }) => options[kind][name] === value);
}
