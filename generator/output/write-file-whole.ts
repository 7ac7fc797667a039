import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { OutputError } from './output-error.ts';

/**
 * Writes a file all or nothing: to a temporary one beside it, which then takes its place. Whatever
 * fails, what was there before is still there. Throws {@link OutputError}.
 */
export function writeFileWhole(file: string, text: string): void {
  const temporary = join(dirname(file), `.${basename(file)}-${process.pid}`);
  try {
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new OutputError(
      `${file} cannot be written: ${(error as Error).message}. It is as it was before.`,
      { cause: error },
    );
  }
}
