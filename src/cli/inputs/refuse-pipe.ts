import { UsageError } from '../usage-error.ts';
import { fileKind } from './file-kind.ts';

/**
 * Refuses a pipe that has a name: nobody need ever write to it, and reading would wait for that. What the
 * shell makes of `<(COMMAND)`, and standard input, are pipes below /dev and may be read.
 * @throws {UsageError}
 */
export function refusePipe(path: string, name: string): void {
  if (fileKind(path) === 'pipe' && !/^\/(dev|proc)\//.test(path)) {
    throw new UsageError(`${name} is a pipe, and nothing may ever come from it: name a file.`);
  }
}
