import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold nothing of the project's own. */
const PASSED_OVER = /^(?:node_modules$|\.)/;

/**
 * All files NAME.defconfig below a folder, sorted. Hidden folders and those of packages are passed over, and
 * symbolic links are not followed.
 */
export function findConfigurations(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (PASSED_OVER.test(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return findConfigurations(path);
      return entry.isFile() && /.\.defconfig$/.test(entry.name) ? [path] : [];
    });
}
