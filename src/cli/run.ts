import { MallocgenError } from '../../generator/error.ts';
import { parseCommandLine } from './command-line.ts';
import { EXIT } from './exit-code.ts';
import type { HostProcess } from './host-process.ts';
import { relativePaths } from './relative-paths.ts';

/**
 * Runs the command that `host.argv` names and returns the exit code. Results go to `host.stdout`,
 * everything else to `host.stderr`.
 */
export async function run(host: HostProcess): Promise<number> {
  try {
    const work = await parseCommandLine(host);
    return await work();
  } catch (error) {
    if (error instanceof MallocgenError) {
      // Loaded only then, since this file is at every start.
      const { findingsOf, isPlaced, printFindings } = await import('./kconfig/findings.ts');
      if (isPlaced(error)) {
        printFindings(findingsOf(error), host);
        return EXIT.badInput;
      }
      host.stderr.write(`${relativePaths(error.message, host.cwd())}\n`);
      return EXIT.badInput;
    }
    host.stderr.write(internalError(error));
    return EXIT.internalError;
  }
}

function internalError(error: unknown): string {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return (
    'mallocgen failed, and the fault is its own. Please report it as CONTRIBUTING.md says, with the ' +
    `command, the configuration and these lines:\n${details}\n`
  );
}
