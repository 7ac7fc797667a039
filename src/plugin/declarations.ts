import { existsSync, readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';

// Not by the index, which brings the specialiser and its printer into the plugins.
import { readSeal } from '../../generator/output/seal.ts';
import { writeFileWhole } from '../../generator/output/write-file-whole.ts';

/**
 * Writes the declarations that TypeScript needs for imports of a configuration, where they are not up to date.
 * A file that mallocgen has not written is left alone, and so is what is outside `cwd` or in a package.
 *
 * @param files texts by their absolute paths
 * @param mayCreate whether to write files that do not exist yet
 */
export function writeDeclarations(
  files: ReadonlyMap<string, string>,
  cwd: string,
  mayCreate: boolean,
): void {
  for (const [path, text] of files) {
    if (!isOfProject(path, cwd)) continue;
    const present = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
    const isOurs = present === undefined ? mayCreate : readSeal(present) !== undefined;
    if (isOurs && present !== text) writeFileWhole(path, text);
  }
}

function isOfProject(path: string, cwd: string): boolean {
  const [first, ...rest] = relative(cwd, path).split(sep);
  return first !== '..' && ![first, ...rest].includes('node_modules');
}
