import { deserialize, serialize } from 'node:v8';
import type { TemplateSources } from './sources.ts';
import type { Templates } from './templates.ts';

/** Parsed templates as a file stores them, with their sources. */
interface Stored {
  readonly name: string;
  readonly sources: TemplateSources;
  readonly templates: Templates;
}

/**
 * Serialises parsed templates, so that a program built with the same parser need not parse them again.
 * @param name that of the folder, for messages
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
 * The stored templates; undefined if the sources are no longer the same or the data is damaged.
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
