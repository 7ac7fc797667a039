import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const REFERENCE = /\n\/\/# sourceMappingURL=\S+\s*$/;

/**
 * Removes the source maps that TypeScript wrote, and what refers to them: the package does not have the
 * sources. The bundles are made of them before.
 */
export function removeSourceMaps(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (path.endsWith('.js.map')) rmSync(path);
    if (!entry.isFile() || !path.endsWith('.js')) continue;
    const text = readFileSync(path, 'utf8');
    if (REFERENCE.test(text)) writeFileSync(path, text.replace(REFERENCE, '\n'));
  }
}
