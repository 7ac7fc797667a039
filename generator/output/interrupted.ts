import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** What the folder held before; it is in the temporary one only while that takes its place. */
export const PREVIOUS = 'previous';

/** `.NAME-PROCESS-…`: mkdtemp() makes the end. */
const TEMPORARY = /^\.(.+)-(\d+)-[A-Za-z0-9]{6}$/;

/** The temporary folder of a run that was ended before it was done. */
export interface Interrupted {
  readonly temporary: string;
  /** Name of the output folder. */
  readonly name: string;
}

/** A new folder beside `folder`, named so that later runs know whose it was. */
export function makeTemporary(folder: string): string {
  return mkdtempSync(join(dirname(folder), `.${basename(folder)}-${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What runs that were ended have left in `parent`, in the order of the names. */
export function interruptedIn(parent: string): readonly Interrupted[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .toSorted()
    .flatMap((entry) => {
      const [, name, pid] = TEMPORARY.exec(entry) ?? [];
      if (name === undefined || isRunning(Number(pid))) return [];
      return [{ temporary: join(parent, entry), name }];
    });
}

/**
 * Clears away what runs that were ended have left beside `folder`. One that was ended while it replaced
 * the folder has moved it: then it comes back first.
 */
export function mendInterrupted(folder: string): void {
  for (const { temporary, name } of interruptedIn(dirname(folder))) {
    if (name !== basename(folder)) continue;
    const previous = join(temporary, PREVIOUS);
    if (!existsSync(folder) && existsSync(previous)) renameSync(previous, folder);
    rmSync(temporary, { recursive: true, force: true });
  }
}
