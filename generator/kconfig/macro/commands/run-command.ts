import { spawnSync } from 'node:child_process';

/** The C program reads into a buffer of 256 bytes and keeps one for the end of the string. */
const MAX_OUTPUT = 255;

/** How a command is run. */
export interface CommandSettings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds that it may take. */
  readonly timeout: number;
}

/** What it printed, or why that is not known. */
export type CommandResult = { readonly output: string } | { readonly failure: string };

/**
 * Runs a command with `/bin/sh -c`, exactly as the tree wrote it. Newlines at the end of the output
 * go, others become spaces, a NUL ends it, and a status other than 0 is no error, as in the C program.
 */
export function runCommand(command: string, { env, timeout }: CommandSettings): CommandResult {
  const { error, stdout } = spawnSync('/bin/sh', ['-c', command], {
    env,
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: 1 << 20,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (error && !('code' in error && error.code === 'ENOBUFS')) {
    const late = 'code' in error && error.code === 'ETIMEDOUT';
    return {
      failure: late ? `did not end within ${timeout} ms` : `cannot be started: ${error.message}`,
    };
  }
  const [text = ''] = stdout.subarray(0, MAX_OUTPUT).toString('utf8').split('\0', 1);
  return { output: text.replace(/\n+$/, '').replaceAll('\n', ' ') };
}
