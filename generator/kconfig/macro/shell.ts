import { spawnSync } from 'node:child_process';
import { ShellFailedError, ShellNotAllowedError } from '../errors.ts';
import { SHELL_TIMEOUT } from '../limits.ts';
import type { Shell } from './functions.ts';

/** The C program reads into a buffer of 256 bytes and keeps one for the end of the string. */
const MAX_OUTPUT = 255;

/** What the caller of `loadKconfig` lets a tree do. */
export interface ShellPermission {
  /** Milliseconds that one command may take; 10000 if not given. */
  readonly timeout?: number;
}

/** Refuses every command: what a tree gets that was loaded without permission. */
export const refuseShell: Shell = (command, position) => {
  throw new ShellNotAllowedError(
    position,
    `the tree runs the command '${command}': allow it to (--allow-shell) if you trust the tree`,
  );
};

/**
 * Runs commands with `/bin/sh -c`, exactly as the tree wrote them. Newlines at the end of the output
 * go, others become spaces, a NUL ends it, and a status other than 0 is not an error, as in the C
 * program. A tree that asks for the same command again (U-Boot's does, twice) gets the same output
 * without running it.
 */
export function allowShell(
  environment: Readonly<Record<string, string | undefined>>,
  permission: ShellPermission = {},
): Shell {
  const timeout = permission.timeout ?? SHELL_TIMEOUT;
  const env = { ...process.env, ...environment };
  const outputs = new Map<string, string>();
  return (command, position) => {
    const known = outputs.get(command);
    if (known !== undefined) return known;
    const { error, stdout } = spawnSync('/bin/sh', ['-c', command], {
      env,
      timeout,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 20,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (error && !('code' in error && error.code === 'ENOBUFS')) {
      const late = 'code' in error && error.code === 'ETIMEDOUT';
      throw new ShellFailedError(
        position,
        late
          ? `the command '${command}' did not end within ${timeout} ms`
          : `the command '${command}' cannot be started: ${error.message}`,
        { cause: error },
      );
    }
    const [text = ''] = stdout.subarray(0, MAX_OUTPUT).toString('utf8').split('\0', 1);
    const output = text.replace(/\n+$/, '').replaceAll('\n', ' ');
    outputs.set(command, output);
    return output;
  };
}
