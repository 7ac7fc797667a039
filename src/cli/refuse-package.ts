import { realpathSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';

import { OutputError } from '../../generator/output/output-error.ts';
import { PACKAGE_ROOT } from '../package-root.ts';
import { isInside } from './inputs/tree-location.ts';

/**
 * Refuses to write inside the installed package, where the next install would remove the file. In a
 * clone of mallocgen, its own developers may write.
 * @param path absolute; need not exist
 * @param remedy what to do instead, as a sentence
 * @throws {OutputError}
 */
export function refusePackage(path: string, cwd: string, remedy: string): void {
  const root = realPath(PACKAGE_ROOT);
  const target = realPath(path);
  if (target !== root && !isInside(target, root)) return;
  const isInstalled = root.split(sep).includes('node_modules');
  const here = realPath(cwd);
  if (!isInstalled && (here === root || isInside(here, root))) return;
  throw new OutputError(
    `${path} is inside the installed mallocgen, which is not written to. ${remedy}`,
  );
}

/** A path without symbolic links, those of the folders above it if it does not exist yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const above = dirname(path);
    return above === path ? path : join(realPath(above), basename(path));
  }
}
