import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Prepared } from './prepare.ts';
import type { Mode, Timing } from './timing.ts';

const run = promisify(execFile);
const PROCESS = join(import.meta.dirname, 'timing-process.js');

/**
 * Times one contestant on one trace, in a process of its own. Undefined when it takes too long.
 * @param node the executable of Node.js
 * @param loop the WebAssembly module that replays; by default JavaScript does
 */
export async function timeOnce(
  node: string,
  { kind, file }: Prepared,
  tracePath: string,
  mode: Mode,
  seconds: number,
  timeoutSeconds: number,
  loop?: string,
): Promise<Timing | undefined> {
  const args = [
    kind,
    file,
    tracePath,
    mode,
    String(seconds),
    ...(loop === undefined ? [] : [loop]),
  ];
  const text = await runProcess(node, args, timeoutSeconds);
  return text === undefined ? undefined : (JSON.parse(text) as Timing);
}

/**
 * Checks every address that a contestant gives on a trace.
 * @throws {Error} when one is wrong, or it takes too long to measure
 */
export async function verifyOnce(
  node: string,
  { name, kind, file }: Prepared,
  tracePath: string,
  timeoutSeconds: number,
): Promise<void> {
  const answer = await runProcess(node, [kind, file, tracePath, 'verify'], timeoutSeconds);
  if (answer === undefined) throw new Error(`${name} takes too long on ${tracePath}`);
}

async function runProcess(
  node: string,
  args: readonly string[],
  timeoutSeconds: number,
): Promise<string | undefined> {
  try {
    const { stdout } = await run(node, [PROCESS, ...args], {
      timeout: timeoutSeconds * 1000,
    });
    return stdout;
  } catch (error) {
    if ((error as { killed?: boolean }).killed === true) return undefined;
    throw error;
  }
}
