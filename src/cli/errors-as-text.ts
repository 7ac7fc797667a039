import { MallocgenError } from '../../generator/error.ts';
import type { CommandHost } from './command-host.ts';
import { EXIT } from './exit-code.ts';
import { relativePaths } from './relative-paths.ts';

/** Lines of one error that are printed at least. */
const LISTED_LINES = 20;

/** Does the work of a command. If an input is bad, the sentence on it goes to standard error. */
export async function withErrorsAsText(
  work: () => Promise<number>,
  host: CommandHost,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof MallocgenError)) throw error;
    // Imported only now, because this file is loaded at every start.
    const { findingsOf, isPlaced } = await import('./findings/error-findings.ts');
    const { printFindings } = await import('./findings/print-findings.ts');
    if (isPlaced(error)) printFindings(findingsOf(error), host);
    else host.stderr.write(relativePaths(cut(error.message, host), host.cwd()));
    return EXIT.badInput;
  }
}

/** A refused configuration has a line for each value that is wrong in it. */
function cut(message: string, { listed }: CommandHost): string {
  const lines = message.split('\n');
  const most = Math.max(listed, LISTED_LINES);
  const left = lines.length - most;
  const shown = lines.slice(0, most).map((line) => `${line}\n`);
  return shown.join('') + (left > 0 ? `… and ${left} more; --all-warnings lists them\n` : '');
}
