import { PassThrough } from 'node:stream';

import { run } from '../../../src/cli/run.ts';

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `mallocgen ARGS` in this process, with streams and a current folder of its own. */
export async function mallocgen(
  args: readonly string[],
  { cwd = '/', env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Outcome> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await run({
    argv: ['node', 'mallocgen', ...args],
    env,
    stdout,
    stderr,
    cwd: () => cwd,
  });
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
