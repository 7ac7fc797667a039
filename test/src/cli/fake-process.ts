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

/** The first line on standard error, which says what a command reads. */
const TAKEN = /^(Tree|Before|Log|Part|Baseline): .*\n/;

/**
 * Runs `mallocgen ARGS` in this process, with streams and a current folder of its own. The result is
 * without the line that says what the command reads.
 */
export async function mallocgen(
  args: readonly string[],
  surroundings: Surroundings = {},
): Promise<Outcome> {
  const outcome = await mallocgenUnabridged(args, surroundings);
  return { ...outcome, stderr: outcome.stderr.replace(TAKEN, '') };
}

/** The same with all that is printed. */
export async function mallocgenUnabridged(
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
