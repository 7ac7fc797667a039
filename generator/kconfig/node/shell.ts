import type { SpawnSyncOptionsWithBufferEncoding } from 'node:child_process';
import { nodeModule } from '../../files/node.ts';
import type { StopSignal } from '../../stop-signal.ts';
import { ShellFailedError } from '../diagnostics/errors.ts';
import { MAX_SHELL_TIMEOUT, SHELL_TIMEOUT } from '../diagnostics/limits.ts';
import type { Position } from '../diagnostics/position.ts';
import { Batch, outputOf } from './batch.ts';

/** All commands of a batch may take this many times as long as one of them. */
const BATCH_TIMEOUTS = 6;

const NOWHERE: Position = { file: '', line: 1, column: 1 };

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
   * Runs commands a few at a time, in one process, which is much quicker than one process for each.
   *
   * @param expected the commands, and what they gave the last time. One that gives the same now is not run again
   *   when it is asked for; any other is: it may need a file that one beside it writes.
   */
  runAhead(expected: ReadonlyMap<string, string>): void;
  /**
   * Whether commands give what they gave the last time. They run as in `runAhead`, but beside the caller's
   * work. Never rejects.
   */
  agrees(expected: ReadonlyMap<string, string>, running: BesideWork): Promise<boolean>;
}

/** How commands run beside the caller's work. */
export interface BesideWork {
  /** Ends the commands. */
  readonly signal: StopSignal;
  /** Whether what they print as errors goes where the program's own goes; if not, it is not shown. */
  readonly showsErrors?: boolean;
}

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
  const limit = (position: Position = NOWHERE): number =>
    permission.timeout ?? timeoutOf(environment, position);
  const run = (command: string, position: Position): string => {
    const known = outputs.get(command);
    if (known !== undefined) return known;
    const timeout = limit(position);
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
    const batch = new Batch([...expected.keys()]);
    const { error, stdout } = start(batch.words, BATCH_TIMEOUTS * limit());
    if (error) return;
    for (const [command, output] of batch.outputs(stdout)) {
      if (output === expected.get(command)) outputs.set(command, output);
    }
  };
  const agrees = (
    expected: ReadonlyMap<string, string>,
    { signal, showsErrors = false }: BesideWork,
  ): Promise<boolean> => {
    const batch = new Batch([...expected.keys()]);
    const { spawn } = nodeModule('node:child_process');
    return new Promise((resolve) => {
      const child = spawn('/bin/sh', ['-c', ...batch.words], {
        env,
        stdio: ['ignore', 'pipe', showsErrors ? 'inherit' : 'ignore'],
        detached: true,
      });
      let isOver = false;
      const end = (): void => {
        // The number of a process that is over may be that of another one.
        if (!isOver && child.pid !== undefined) killGroup(child.pid);
        resolve(false);
      };
      // Each mark that comes is a command that has ended.
      const timer = setTimeout(end, limit());
      const printed: Buffer[] = [];
      child.stdout.on('data', (bytes: Buffer) => {
        printed.push(bytes);
        timer.refresh();
      });
      child.on('error', end);
      child.on('close', () => {
        isOver = true;
        clearTimeout(timer);
        const given = batch.outputs(Buffer.concat(printed));
        resolve([...expected].every(([command, output]) => given.get(command) === output));
      });
      signal.addEventListener('abort', end, { once: true });
    });
  };
  return Object.assign(run, { runAhead, agrees });
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
