import { existsSync } from 'node:fs';

import { readTemplateSources, sourcesDigest } from '../specialise/load/sources.ts';
import { storedDigest } from '../specialise/load/stored.ts';

/**
 * One digest of all template modules in a folder. It differs if any of them changes.
 * @param storedIn the file that stores them parsed; its digest counts if the folder is missing
 * @throws TemplateFolderError if neither can be read
 */
export function templatesDigest(folder: string, storedIn?: string): string {
  const stored = storedIn !== undefined && !existsSync(folder) ? storedDigest(storedIn) : undefined;
  return stored ?? sourcesDigest(readTemplateSources(folder));
}
