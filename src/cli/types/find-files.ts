import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that hold nothing of the project's own. */
const PASSED_OVER = /^(?:node_modules$|\.)/;

/** All files NAME.defconfig and NAME_defconfig below a folder, sorted. */
export function findConfigurations(folder: string): readonly string[] {
  return findFiles(folder, /.[._]defconfig$/);
}

/** All files below a folder that have the name of declarations for a configuration that is not there, sorted. */
export function findOrphans(folder: string): readonly string[] {
  return findFiles(folder, /\.d\.defconfig\.ts$|defconfig-phases\.d\.ts$/).filter(
    (path) => !existsSync(configurationOf(path)),
  );
}

function configurationOf(declarations: string): string {
  return declarations.replace(/\.d\.defconfig\.ts$/, '.defconfig').replace(/-phases\.d\.ts$/, '');
}

/**
 * All files below a folder whose names match, sorted. Hidden folders and those of packages are passed over, and
 * symbolic links are not followed.
 */
function findFiles(folder: string, name: RegExp): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      if (PASSED_OVER.test(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return findFiles(path, name);
      return entry.isFile() && name.test(entry.name) ? [path] : [];
    });
}
