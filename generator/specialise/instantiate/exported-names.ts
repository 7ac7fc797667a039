import type { Templates } from '../load/templates.ts';
import type { TemplateOptions } from '../options.ts';
import { createSession } from '../session.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { holds } from './holds.ts';

/**
 * Gives the names that a variant has with some options, without making it: its exports, the members of what
 * its factory returns, and the factory.
 */
export function exportedNames(
  templates: Templates,
): (options: TemplateOptions) => ReadonlySet<string> {
  const declared = new Map<Binding, Declaration>(
    templates.declarations.map((declaration) => [declaration.binding, declaration]),
  );
  return (options) => {
    const { folderOver, memo } = createSession(options);
    const fold = folderOver((binding) => declared.get(binding));
    const { api, factory } = templates;
    const entries = factory === undefined ? api : [...api, factory];
    return new Set(
      entries.filter((entry) => holds(entry.condition, entry, fold, memo)).map(({ name }) => name),
    );
  };
}
