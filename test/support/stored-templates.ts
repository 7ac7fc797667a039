import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readTemplateSources } from '../../generator/specialise/load/sources.ts';
import { restoreTemplates, storeTemplates } from '../../generator/specialise/load/stored.ts';
import type { Templates } from '../../generator/specialise/load/templates.ts';
import { keep, keptFile } from './kept.ts';

const NAME = 'templates';
const KEY = 'stored templates';
const sources = readTemplateSources(fileURLToPath(new URL(`../../${NAME}`, import.meta.url)));

/** Quick, and large. */
const QUALITY = 1;

async function store(): Promise<string> {
  // The TypeScript compiler comes with it.
  const { parseTemplates } = await import('../../generator/specialise/load/load.ts');
  const data = storeTemplates(parseTemplates(sources, NAME), sources, NAME, QUALITY);
  return keep(KEY, data);
}

/**
 * The file of the templates in templates/, parsed once for all tests. What is built for users has the same
 * beside it, so jest.config.js gives it to the program as its PARSED_TEMPLATES.
 */
export const PARSED_TEMPLATES = keptFile(KEY) ?? (await store());

let restored: Templates | undefined;

/** The templates in templates/. */
export function realTemplates(): Templates {
  restored ??= restoreTemplates(readFileSync(PARSED_TEMPLATES), sources, NAME);
  if (restored === undefined) throw new Error(`${PARSED_TEMPLATES} is damaged: remove it`);
  return restored;
}
