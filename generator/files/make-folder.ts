import { parentOf } from '../text/paths.ts';
import { nodeModule } from './node.ts';

/**
 * Makes a folder and those above it, as `mkdir -p` does. Node.js itself would try without end where the
 * system makes no folders, as in /proc.
 */
export function makeFolder(folder: string): void {
  const { mkdirSync, statSync } = nodeModule('node:fs');
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(parentOf(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
