import { mayNeverEnd } from '../../../generator/files/may-never-end.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Refuses what may never end: a pipe that has a name, and a device.
 * @throws {UsageError}
 */
export function refusePipe(path: string, name: string): void {
  const kind = mayNeverEnd(path);
  if (kind === undefined) return;
  throw new UsageError(
    kind === 'pipe'
      ? `${name} is a pipe, and nothing may ever come from it: name a file.`
      : `${name} is a device, and may never end: name a file.`,
  );
}
