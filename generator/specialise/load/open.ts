import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { readTemplateSources } from './sources.ts';
import { restoreTemplates } from './stored.ts';
import type { Templates } from './templates.ts';

/**
 * The templates of a folder. They come from the file that stores them, if it exists and the sources are
 * the same. Otherwise they are parsed, which loads the TypeScript compiler.
 * @throws TemplateError as loadTemplates() does
 */
export async function openTemplates(directory: string, storedIn?: string): Promise<Templates> {
  const sources = readTemplateSources(directory);
  const name = basename(resolve(directory));
  const stored =
    storedIn !== undefined && existsSync(storedIn)
      ? restoreTemplates(readFileSync(storedIn), sources, name)
      : undefined;
  if (stored !== undefined) return stored;
  const { parseTemplates } = await import('./load.ts');
  return parseTemplates(sources, name);
}
