import type { SpawnSyncOptionsWithBufferEncoding } from 'node:child_process';
import { nodeModule } from '../../files/node.ts';
import { decodeBytes } from '../../text/bytes.ts';
import { ShellFailedError } from '../diagnostics/errors.ts';
import { MAX_SHELL_TIMEOUT, SHELL_TIMEOUT } from '../diagnostics/limits.ts';
import type { Position } from '../diagnostics/position.ts';

/** The C program reads into a buffer of 256 bytes and keeps one for the end of the string. */
const MAX_OUTPUT = 255;

/** Seconds that one command may take, in the environment. */
const TIMEOUT_VARIABLE = 'MALLOCGEN_SHELL_TIMEOUT';

/** What the caller of `loadKconfig` lets a tree do. */
export interface ShellPermission {
  /** Milliseconds that one command may take; if not given, what the environment says, otherwise 10000. */
  readonly timeout?: number;
}

/** A shell that can run commands before it is asked for them. */
export interface NodeShell {
  (command: string, position: Position): string;
  /**
   * Runs commands a few at a time, in one process, which costs a fraction of one after the other.
   *
   * @param expected the commands, and what they gave the last time. One that gives the same now is not run again
   *   when it is asked for; any other is: it may need a file that one beside it writes.
   */
  runAhead(expected: ReadonlyMap<string, string>): void;
}

/** Commands that run at the same time, at most. */
const MOST_LANES = 4;

/**
 * Runs commands with `/bin/sh -c`, exactly as the tree wrote them. Newlines at the end of the output
 * go, others become spaces, a NUL ends it, and a status other than 0 is not an error, as in the C
 * program. A tree that asks for the same command again (U-Boot's does, twice) gets the same output
 * without running it.
 */
export function allowShell(
  environment: Readonly<Record<string, string | undefined>>,
  permission: ShellPermission = {},
): NodeShell {
  const env = { ...process.env, ...environment };
  const outputs = new Map<string, string>();
  const start = (words: readonly string[], timeout: number) => {
    const options: SpawnSyncOptionsWithBufferEncoding & { readonly detached: boolean } = {
      env,
      timeout,
      killSignal: 'SIGKILL',
      maxBuffer: 1 << 20,
      stdio: ['ignore', 'pipe', 'inherit'],
      // In a process group of its own, so that all that the command started can be ended.
      detached: true,
    };
    const result = nodeModule('node:child_process').spawnSync('/bin/sh', ['-c', ...words], options);
    if (result.error) killGroup(result.pid);
    return result;
  };
  const run = (command: string, position: Position): string => {
    const known = outputs.get(command);
    if (known !== undefined) return known;
    const timeout = permission.timeout ?? timeoutOf(environment, position);
    const { error, stdout } = start([command], timeout);
    if (error && !('code' in error && error.code === 'ENOBUFS')) {
      const late = 'code' in error && error.code === 'ETIMEDOUT';
      throw new ShellFailedError(
        position,
        late
          ? `the command '${command}' did not end within ${timeout / 1000} s: if it needs more, set ${TIMEOUT_VARIABLE} to as many seconds`
          : `the command '${command}' cannot be started: ${error.message}`,
        { cause: error },
      );
    }
    const output = outputOf(stdout);
    outputs.set(command, output);
    return output;
  };
  const runAhead = (expected: ReadonlyMap<string, string>): void => {
    const commands = [...expected.keys()];
    const timeout = permission.timeout ?? SHELL_TIMEOUT;
    const mark = `<${process.pid}:${Math.random()}>`;
    const count = Math.min(commands.length, MOST_LANES, nodeModule('node:os').availableParallelism());
    const lanes = Array.from({ length: count }, (_, lane) =>
      commands.filter((__, at) => at % count === lane),
    );
    const { error, stdout } = start([laneScript(lanes), 'sh', mark, ...lanes.flat()], timeout);
    const found = stdout.toString('latin1').split(mark);
    // If one of them has ended the shell, each is run by itself.
    if (error || found.length !== commands.length + 1) return;
    for (const [at, command] of lanes.flat().entries()) {
      const output = outputOf(Buffer.from(found[at]!, 'latin1'));
      if (output === expected.get(command)) outputs.set(command, output);
    }
  };
  return Object.assign(run, { runAhead });
}

/**
 * A script whose arguments are a mark and the commands of all lanes. The lanes run at the same time, each of
 * them one command after the other, and the mark comes after each output. A lane copies what the next one has
 * printed when it has done its own, so that the outputs are in the order of the arguments.
 */
function laneScript(lanes: readonly (readonly string[])[]): string {
  let next = 2;
  const runs = lanes.map((lane) => `run ${lane.map(() => `"\${${next++}}"`).join(' ')} </dev/null`);
  const [last, ...others] = runs.toReversed();
  return [
    'mark=$1',
    'run() { for each in "$@"; do /bin/sh -c "$each"; printf %s "$mark"; done; }',
    [last, ...others.map((run) => `{ ${run}; cat; }`)].join(' | '),
  ].join('\n');
}

function outputOf(stdout: Buffer): string {
  const [text = ''] = decodeBytes(stdout.subarray(0, MAX_OUTPUT)).split('\0', 1);
  return text.replace(/\n+$/, '').replaceAll('\n', ' ');
}

function timeoutOf(
  environment: Readonly<Record<string, string | undefined>>,
  position: Position,
): number {
  const text = environment[TIMEOUT_VARIABLE];
  if (text === undefined || text === '') return SHELL_TIMEOUT;
  const seconds = Number(text);
  if (seconds > 0 && seconds <= MAX_SHELL_TIMEOUT) return seconds * 1000;
  throw new ShellFailedError(
    position,
    `${TIMEOUT_VARIABLE} is '${text}': set it to a number of seconds, at most ${MAX_SHELL_TIMEOUT}`,
  );
}

/** Kills the whole process group of a command, of which only the shell has been killed. */
function killGroup(pid: number): void {
  if (pid <= 1) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of it.
  }
}
