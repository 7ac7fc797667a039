import { UsageError } from '../usage-error.ts';
import { fileKind } from './file-kind.ts';

/** What may be read although it is no file: standard input, what `<(COMMAND)` gives, and nothing. */
const ENDS = /^\/(dev\/(null|stdin|tty|fd\/\d+)|proc\/\w+\/fd\/\d+)$/;

/**
 * Refuses what may never end: a pipe that has a name, because nobody need ever write to it, and a device.
 * @throws {UsageError}
 */
export function refusePipe(path: string, name: string): void {
  const kind = fileKind(path);
  if (ENDS.test(path) || (kind !== 'pipe' && kind !== 'other')) return;
  throw new UsageError(
    kind === 'pipe'
      ? `${name} is a pipe, and nothing may ever come from it: name a file.`
      : `${name} is a device, and may never end: name a file.`,
  );
}
