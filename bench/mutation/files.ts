import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { Target } from './targets.ts';

/** Files below a folder, or the file itself; paths from `root`, in order. */
export function filesOf(root: string, path: string): readonly string[] {
  const full = join(root, path);
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();
}

/** The modules to mutate, those of the target's first subfolders first. */
export function modulesOf(root: string, { folder, first }: Target): readonly string[] {
  const rank = (file: string): number => {
    const at = first.findIndex((name) => file.startsWith(`${folder}/${name}/`));
    return at < 0 ? first.length : at;
  };
  return filesOf(root, folder)
    .filter((file) => file.endsWith('.ts'))
    .toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

export function testsOf(root: string, { tests }: Target): readonly string[] {
  return tests.flatMap((path) => filesOf(root, path)).filter((file) => file.endsWith('.test.ts'));
}

/** A digest of files; of anything else that the tests read there is none. */
export function digestOf(root: string, files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
