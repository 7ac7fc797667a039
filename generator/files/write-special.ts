import { nodeModule } from './node.ts';

/** A pipe with a name, which nobody has opened for reading: a write would wait for that, maybe for ever. */
class NobodyReads extends Error {
  readonly code = 'ENXIO';
}

/**
 * Writes to a device, a pipe or an open file as it is.
 * @throws an error of the system; one with the code `ENXIO` for a pipe that nobody reads
 */
export function writeSpecial(path: string, content: string | Uint8Array): void {
  const { closeSync, statSync, writeFileSync } = nodeModule('node:fs');
  if (!statSync(path).isFIFO()) {
    writeFileSync(path, content);
    return;
  }
  // Kept open, so that the reader does not take the end of this one for the end of the pipe.
  const first = openForReader(path);
  try {
    writeFileSync(path, content);
  } finally {
    closeSync(first);
  }
}

/** Opens a pipe without waiting for somebody to read from it. */
function openForReader(path: string): number {
  const { constants, openSync } = nodeModule('node:fs');
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENXIO') throw error;
    throw new NobodyReads('nobody reads from this pipe', { cause: error });
  }
}
