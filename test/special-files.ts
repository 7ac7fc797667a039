import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync, statSync, writeFileSync } from 'node:fs';

/** Makes a pipe with a name, lets `use` write to it and gives what came through. */
export function throughPipe(path: string, use: () => void): string {
  execFileSync('mkfifo', [path]);
  // Open for both, so that neither side waits for the other.
  const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    use();
    const bytes = Buffer.alloc(1 << 16);
    return bytes.toString('utf8', 0, readSync(pipe, bytes));
  } finally {
    closeSync(pipe);
  }
}

/** Makes a device that is always full, as /dev/full; gives false where that is not allowed. */
export function makeFullDevice(path: string): boolean {
  try {
    execFileSync('mknod', [path, 'c', '1', '7'], { stdio: 'ignore' });
  } catch {
    return false;
  }
  try {
    writeFileSync(path, 'x');
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOSPC' && isDevice(path);
  }
}

export function isDevice(path: string): boolean {
  return statSync(path).isCharacterDevice();
}
