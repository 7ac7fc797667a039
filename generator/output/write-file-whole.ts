import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { isSpecialFile } from '../files/is-special-file.ts';
import { plainReason } from '../files/plain-reason.ts';
import { writeSpecial } from '../files/write-special.ts';
import { OutputError } from './output-error.ts';

/**
 * Writes a file all or nothing: to a temporary one beside it, which then takes its place. If anything
 * fails, the file stays as it was. A device or pipe is written to as it is. Throws
 * {@link OutputError}.
 */
export function writeFileWhole(file: string, text: string): void {
  const isSpecial = isSpecialFile(file);
  const temporary = join(dirname(file), `.${basename(file)}-${process.pid}`);
  try {
    if (isSpecial) {
      writeSpecial(file, text);
      return;
    }
    writeFileSync(temporary, text, { flush: true });
    renameSync(temporary, file);
  } catch (error) {
    if (existsSync(temporary)) rmSync(temporary);
    const state = isSpecial ? '' : ' It is as it was before.';
    throw new OutputError(
      `${file} cannot be written: ${plainReason(error)}.${state} Correct that or name another file.`,
      { cause: error },
    );
  }
}
