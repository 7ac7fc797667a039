import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { diffDumps } from '../../heap-files/diff-dumps.ts';
import { HeapFileError } from '../../heap-files/heap-file-error.ts';
import { parseDump } from '../../heap-files/parse-dump.ts';
import { parseLog } from '../../heap-files/parse-log.ts';
import { summariseLog } from '../../heap-files/summarise-log.ts';
import { EXIT } from '../exit-code.ts';
import type { HostProcess } from '../host-process.ts';
import { isMissing, plainReason } from '../../../generator/files/plain-reason.ts';
import { diffText, logText } from './heap-text.ts';

/** `mallocgen heap diff`. Throws a `MallocgenError` where a file is no dump. */
export async function runDumpDiff(
  before: string,
  after: string,
  format: string,
  host: HostProcess,
): Promise<number> {
  const [first, second] = [before, after].map((name) => {
    const file = resolve(host.cwd(), name);
    return parseDump(read(file), file);
  });
  if (first === undefined || second === undefined) return EXIT.internalError;
  if (first.start !== second.start) {
    throw new HeapFileError(
      `${before} and ${after} are of different heaps, from ${first.start.toString(16)} and ${second.start.toString(16)}: compare dumps of one heap.`,
    );
  }
  const difference = diffDumps(first, second);
  host.stdout.write(
    format === 'json' ? `${JSON.stringify(difference, null, 2)}\n` : diffText(difference),
  );
  return EXIT.good;
}

/** `mallocgen heap log`. Throws a `MallocgenError` where the file is no log. */
export async function runLog(name: string, format: string, host: HostProcess): Promise<number> {
  const file = resolve(host.cwd(), name);
  const summary = summariseLog(parseLog(read(file), file));
  host.stdout.write(format === 'json' ? `${JSON.stringify(summary, null, 2)}\n` : logText(summary));
  return EXIT.good;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new HeapFileError(
      isMissing(error)
        ? `${file}: there is no such file. Correct the path.`
        : `${file} cannot be read: ${plainReason(error)}. Name a file that can.`,
      { cause: error },
    );
  }
}
