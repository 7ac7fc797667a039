import { readFileSync } from 'node:fs';

import { isMissing, plainReason } from '../../generator/files/plain-reason.ts';
import { MallocgenError } from '../../generator/error.ts';
import { refusePipe } from './inputs/refuse-pipe.ts';

/** A file that a user named cannot be read. */
export class InputError extends MallocgenError {
  readonly code = 'unreadable-input';

  /** Whether there is no such file. */
  get isMissing(): boolean {
    return isMissing(this.cause);
  }
}

/**
 * Reads a file that a user named.
 * @throws {InputError} if it cannot be read
 * @throws {UsageError} for a pipe or device that may never end
 */
export function readInput(file: string): Buffer {
  refusePipe(file, file);
  try {
    return readFileSync(file);
  } catch (error) {
    const sentence = isMissing(error)
      ? `${file}: there is no such file. Correct the path.`
      : `${file} cannot be read: ${plainReason(error)}. Name a file that can be read.`;
    throw new InputError(sentence, { cause: error });
  }
}
