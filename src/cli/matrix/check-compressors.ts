import { MatrixError } from '../../../generator/matrix/index.ts';
import { unusualFormats } from '../../../generator/measure/index.ts';
import type { CommandHost } from '../command-host.ts';
import type { MatrixArguments } from './arguments.ts';
import { updateCommand } from './update-command.ts';

/** `This runtime counts other gzip bytes than Node.js`; undefined if it counts the same. */
function difference(): string | undefined {
  const formats = unusualFormats(['gzip', 'brotli']).join(' and ');
  return formats === '' ? undefined : `This runtime counts other ${formats} bytes than Node.js`;
}

/** What a command that prints sizes says first, if this runtime counts other bytes than Node.js; as sentences. */
export function compressorNotes(): readonly string[] {
  const fact = difference();
  return fact === undefined ? [] : [`${fact}, by a few in a thousand.`];
}

/**
 * Refuses to make a baseline where this runtime counts other bytes than Node.js: it would hold nowhere else.
 * @throws {MatrixError} then
 */
export function refuseOtherBytes(args: MatrixArguments, host: CommandHost): void {
  const fact = difference();
  if (fact === undefined) return;
  throw new MatrixError(
    `${fact}, so a baseline made here would not hold there. Run it with Node.js: ${updateCommand(args, host)}`,
  );
}
