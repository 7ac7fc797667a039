import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { TemplateFolderError } from '../errors.ts';

/** Text of each template module by its path in the template folder, such as `dlmalloc/bins.ts`. */
export type TemplateSources = ReadonlyMap<string, string>;

/**
 * Reads the `.ts` modules of a folder and its subfolders.
 * @throws TemplateFolderError if the folder cannot be read
 */
export function readTemplateSources(directory: string): TemplateSources {
  const sources = new Map<string, string>();
  try {
    for (const path of readdirSync(directory, { recursive: true, encoding: 'utf8' }).toSorted()) {
      const name = path.split(sep).join('/');
      if (name.endsWith('.ts') && !name.endsWith('.d.ts'))
        sources.set(name, readFileSync(join(directory, path), 'utf8'));
    }
  } catch (cause) {
    throw new TemplateFolderError(
      `${directory}: the template folder cannot be read: ${(cause as Error).message}`,
      { cause },
    );
  }
  return sources;
}

/** One digest of all modules: `sha256:` and hex. It differs if any of them changes. */
export function sourcesDigest(sources: TemplateSources): string {
  const hash = createHash('sha256').update(JSON.stringify([...sources]));
  return `sha256:${hash.digest('hex')}`;
}
