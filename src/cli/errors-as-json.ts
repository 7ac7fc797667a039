import { MallocgenError } from '../../generator/error.ts';
import { EXIT } from './exit-code.ts';
import type { HostProcess } from '../host-process.ts';

/**
 * Does the work of a command that prints JSON. If an input is bad, standard output gets an object with
 * `diagnostics`, as in a report, and nothing else.
 */
export async function withErrorsAsJson(
  work: () => Promise<number>,
  { stdout, cwd }: HostProcess,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MallocgenError)) throw error;
    const { findingsOf } = await import('./findings/error-findings.ts');
    const { findingsAsJson } = await import('./findings/findings-json.ts');
    const diagnostics = findingsAsJson(findingsOf(error), cwd());
    stdout.write(`${JSON.stringify({ diagnostics }, null, 2)}\n`);
    return EXIT.badInput;
  }
}
