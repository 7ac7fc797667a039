import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { TemplateFolderError } from '../errors.ts';
import { readTemplateSources } from './sources.ts';
import { restoreTemplates } from './stored.ts';
import type { Templates } from './templates.ts';

/** What was opened last: a process that makes one variant after the other opens the same each time. */
let last:
  { readonly name: string; readonly sources: string; readonly templates: Templates } | undefined;

/**
 * The templates of a folder. They come from the file that stores them, if it exists and the sources are
 * the same. Otherwise they are parsed, which loads the TypeScript compiler.
 * @throws TemplateError as loadTemplates() does
 */
export async function openTemplates(directory: string, storedIn?: string): Promise<Templates> {
  const sources = readTemplateSources(directory);
  const name = basename(resolve(directory));
  const text = JSON.stringify([storedIn, ...sources]);
  if (last?.name !== name || last.sources !== text) {
    last = { name, sources: text, templates: await read(sources, name, storedIn) };
  }
  return last.templates;
}

async function read(
  sources: ReadonlyMap<string, string>,
  name: string,
  storedIn: string | undefined,
): Promise<Templates> {
  const stored =
    storedIn !== undefined && existsSync(storedIn)
      ? restoreTemplates(readFileSync(storedIn), sources, name)
      : undefined;
  if (stored !== undefined) return stored;
  const { parseTemplates } = await import('./load.ts').catch((error: unknown) => {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!code.endsWith('MODULE_NOT_FOUND')) throw error;
    throw new TemplateFolderError(
      `${name}: these are not the templates that this mallocgen was built with, and ts-morph, which parses others, is not installed. Install mallocgen again.`,
      { cause: error },
    );
  });
  return parseTemplates(sources, name);
}
