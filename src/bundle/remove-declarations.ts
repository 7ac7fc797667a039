import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a declaration file imports, re-exports or names by `import('…')`. */
const REFERENCE = /\b(?:from |import\()['"](\.[^'"]+)['"]/g;

/**
 * Removes the declarations that no program can reach from those that package.json names: they are of the
 * inside of the bundles.
 *
 * @param folder where TypeScript wrote declarations
 * @param entries paths of the declarations that programs import
 */
export function removeDeclarations(folder: string, entries: readonly string[]): void {
  const reached = new Set<string>();
  const pending = [...entries];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (reached.has(file) || !existsSync(file)) continue;
    reached.add(file);
    for (const [, path = ''] of readFileSync(file, 'utf8').matchAll(REFERENCE))
      pending.push(join(dirname(file), path.replace(/\.[jt]s$/, '.d.ts')));
  }
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (path.endsWith('.d.ts') && !reached.has(path)) rmSync(path);
  }
}
