import { MatrixError } from '../../../generator/matrix/index.ts';
import type { CommandHost } from '../command-host.ts';
import { otherBytes } from '../compressor-notes.ts';
import type { MatrixArguments } from './arguments.ts';
import { updateCommand } from './update-command.ts';

/**
 * Refuses to make a baseline where this runtime counts other bytes than Node.js: it would hold nowhere else.
 * @throws {MatrixError} then
 */
export function refuseOtherBytes(args: MatrixArguments, host: CommandHost): void {
  const fact = otherBytes();
  if (fact === undefined) return;
  throw new MatrixError(
    `${fact}, so a baseline made here would not hold there. Run it with Node.js: ${updateCommand(args, host)}`,
  );
}
