import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { parseTrace, TraceError, type Trace } from '../../trace/index.ts';
import { isMissing, plainReason } from '../../../generator/files/plain-reason.ts';

/**
 * Reads a trace from a file, plain or gzip.
 * @throws {TraceError} where it cannot be read, and on a line that is no call
 */
export function readTrace(file: string): Trace {
  return parseTrace(textOf(file), file);
}

function textOf(file: string): string {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch (error) {
    if (isMissing(error)) {
      throw new TraceError(
        `${file}: there is no such file. Record one with record() of mallocgen/trace.`,
      );
    }
    throw new TraceError(`${file} cannot be read: ${plainReason(error)}. Name a file that can.`, {
      cause: error,
    });
  }
  const isGzip = content[0] === 0x1f && content[1] === 0x8b;
  if (!isGzip) return content.toString();
  try {
    return gunzipSync(content).toString();
  } catch (error) {
    throw new TraceError(
      `${file} is damaged: it starts as gzip does, but ${(error as Error).message}. Copy it anew.`,
      { cause: error },
    );
  }
}
