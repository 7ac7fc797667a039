import { existsSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { TemplateFolderError } from '../errors.ts';
import { readTemplateSources, type TemplateSources } from './sources.ts';
import { restoreTemplates } from './stored.ts';
import type { Templates } from './templates.ts';

/** What was opened last: a process that makes one variant after the other opens the same each time. */
let last:
  { readonly name: string; readonly sources: string; readonly templates: Templates } | undefined;

/**
 * The templates of a folder. They come from the file that stores them, if it exists and the sources are
 * the same or, as in the package, not there. Otherwise they are parsed, which loads the TypeScript compiler.
 * @throws TemplateError as loadTemplates() does
 */
export async function openTemplates(directory: string, storedIn?: string): Promise<Templates> {
  const name = basename(resolve(directory));
  const isStored = storedIn !== undefined && existsSync(storedIn);
  const sources = isStored && !existsSync(directory) ? undefined : readTemplateSources(directory);
  const text = JSON.stringify([storedIn, ...(sources ?? [directory])]);
  if (last?.name !== name || last.sources !== text) {
    last = { name, sources: text, templates: await read(sources, name, storedIn) };
  }
  return last.templates;
}

async function read(
  sources: TemplateSources | undefined,
  name: string,
  storedIn: string | undefined,
): Promise<Templates> {
  const stored =
    storedIn !== undefined && existsSync(storedIn)
      ? restoreTemplates(readFileSync(storedIn), sources, name)
      : undefined;
  if (stored !== undefined) return stored;
  if (sources === undefined) {
    throw new TemplateFolderError(
      `${name}: what this package has of them is damaged. Install mallocgen again.`,
    );
  }
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
