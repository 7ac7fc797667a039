import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The previous folder, inside the temporary one while that takes its place. */
export const PREVIOUS = 'previous';

/** `.NAME-PROCESS-…`: mkdtemp() makes the end. */
const TEMPORARY = /^\.(.+)-(\d+)-[A-Za-z0-9]{6}$/;

/** The temporary folder of an interrupted run. */
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

/** What interrupted runs have left in `parent`, by name. */
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
 * Removes what interrupted runs have left beside `folder`. If a run was interrupted while it replaced the
 * folder, the previous one is moved back first.
 */
export function mendInterrupted(folder: string): void {
  for (const { temporary, name } of interruptedIn(dirname(folder))) {
    if (name !== basename(folder)) continue;
    const previous = join(temporary, PREVIOUS);
    if (!existsSync(folder) && existsSync(previous)) renameSync(previous, folder);
    rmSync(temporary, { recursive: true, force: true });
  }
}
