import { MatrixError } from '../../../generator/matrix/index.ts';
import { unusualFormats } from '../../../generator/measure/index.ts';
import type { CommandHost } from '../command-host.ts';

/**
 * Says so if this runtime counts other bytes than Node.js.
 * @param update whether the sizes would become a baseline, which would hold nowhere else
 * @throws {MatrixError} then
 */
export function checkCompressors(update: boolean, host: CommandHost): void {
  const formats = unusualFormats(['gzip', 'brotli']).join(' and ');
  if (formats === '') return;
  const fact = `This runtime counts other ${formats} bytes than Node.js`;
  if (update) {
    throw new MatrixError(
      `${fact}, so a baseline made here would not hold there. Run mallocgen matrix --update with Node.js.`,
    );
  }
  host.messages.write(`Note: ${fact}, by a few in a thousand.\n`);
}
