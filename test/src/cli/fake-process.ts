import { PassThrough, Readable } from 'node:stream';

import { run } from '../../../src/cli/run.ts';

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command runs with. */
export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** All of standard input. */
  readonly stdin?: string;
}

/** Runs `mallocgen ARGS` in this process, with streams and a current folder of its own. */
export async function mallocgen(
  args: readonly string[],
  { cwd = '/', env = {}, stdin = '' }: Surroundings = {},
): Promise<Outcome> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const code = await run({
    argv: ['node', 'mallocgen', ...args],
    env,
    stdin: Readable.from(stdin === '' ? [] : [stdin]),
    stdout,
    stderr,
    cwd: () => cwd,
  });
  return { code, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
