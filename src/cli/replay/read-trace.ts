import { gunzipSync } from 'node:zlib';

import { parseTrace, TraceError, type Trace } from '../../trace/index.ts';
import { readInput } from '../read-input.ts';

/**
 * Reads a trace from a file, plain or gzip.
 * @throws {InputError} if it cannot be read
 * @throws {TraceError} for damaged gzip, and for a line that is not a call
 */
export function readTrace(file: string): Trace {
  return parseTrace(textOf(file), file);
}

function textOf(file: string): string {
  const content = readInput(file);
  const isGzip = content[0] === 0x1f && content[1] === 0x8b;
  if (!isGzip) return content.toString();
  try {
    return gunzipSync(content).toString();
  } catch (error) {
    throw new TraceError(
      `${file} is damaged: it starts as gzip does, but ${(error as Error).message}. Copy it again.`,
      { cause: error },
    );
  }
}
