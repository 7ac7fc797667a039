import { deserialize, serialize } from 'node:v8';
import type { TemplateSources } from './sources.ts';
import type { Templates } from './templates.ts';

/** Parsed templates as they are kept in a file, with the texts that they come from. */
interface Stored {
  readonly name: string;
  readonly sources: TemplateSources;
  readonly templates: Templates;
}

/**
 * Writes down what the parser made of the sources, so that a program built with the same parser need
 * not run it again.
 * @param name of the folder, which stands in messages
 */
export function storeTemplates(
  templates: Templates,
  sources: TemplateSources,
  name: string,
): Uint8Array {
  const stored: Stored = { name, sources, templates };
  return serialize(stored);
}

/**
 * The templates that were stored, or undefined where the sources are no longer the same or the data
 * is damaged.
 */
export function restoreTemplates(
  data: Uint8Array,
  sources: TemplateSources,
  name: string,
): Templates | undefined {
  const stored = read(data);
  if (stored?.name !== name || stored.sources.size !== sources.size) return undefined;
  for (const [path, text] of sources) if (stored.sources.get(path) !== text) return undefined;
  return stored.templates;
}

function read(data: Uint8Array): Stored | undefined {
  try {
    return deserialize(data) as Stored;
  } catch {
    return undefined;
  }
}
