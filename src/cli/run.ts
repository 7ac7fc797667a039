import { MallocgenError } from '../../generator/error.ts';
import type { HostProcess } from '../host-process.ts';
import { parseCommandLine } from './command-line.ts';
import { EXIT } from './exit-code.ts';

// For the program itself, which alone has streams that can fail.
export { EXIT } from './exit-code.ts';
export { outputFailure } from './output-failure.ts';

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
      host.stderr.write(`${error.message}\n`);
      return EXIT.badInput;
    }
    host.stderr.write(internalError(error));
    return EXIT.internalError;
  }
}

function internalError(error: unknown): string {
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return (
    'mallocgen failed because of a fault of its own. Please report it as CONTRIBUTING.md says, with ' +
    `the command, the configuration and these lines:\n${details}\n`
  );
}
