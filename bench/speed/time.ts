import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Prepared } from './prepare.ts';
import type { Timing } from './timing.ts';

const run = promisify(execFile);
const PROCESS = join(import.meta.dirname, 'timing-process.js');

/** Times one contestant on one trace, in a process of its own. Undefined when it takes too long. */
export async function timeOnce(
  { kind, file }: Prepared,
  tracePath: string,
  seconds: number,
  timeoutSeconds: number,
): Promise<Timing | undefined> {
  const text = await runProcess([kind, file, tracePath, String(seconds)], timeoutSeconds);
  return text === undefined ? undefined : (JSON.parse(text) as Timing);
}

/**
 * Checks every address that a contestant gives on a trace.
 * @throws {Error} when one is wrong, or it takes too long to measure
 */
export async function verifyOnce(
  { name, kind, file }: Prepared,
  tracePath: string,
  timeoutSeconds: number,
): Promise<void> {
  const answer = await runProcess([kind, file, tracePath, 'verify'], timeoutSeconds);
  if (answer === undefined) throw new Error(`${name} takes too long on ${tracePath}`);
}

async function runProcess(
  args: readonly string[],
  timeoutSeconds: number,
): Promise<string | undefined> {
  try {
    const { stdout } = await run(process.execPath, [PROCESS, ...args], {
      timeout: timeoutSeconds * 1000,
    });
    return stdout;
  } catch (error) {
    if ((error as { killed?: boolean }).killed === true) return undefined;
    throw error;
  }
}
