import { resolve } from 'node:path';

import { diffDumps } from '../../heap-files/diff-dumps.ts';
import { HeapFileError } from '../../heap-files/heap-file-error.ts';
import { parseDump } from '../../heap-files/parse-dump.ts';
import { parseLog } from '../../heap-files/parse-log.ts';
import { summariseLog } from '../../heap-files/summarise-log.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { announce } from '../inputs/announce.ts';
import { readInput } from '../read-input.ts';
import { diffText, logText } from './heap-text.ts';

/** `mallocgen heap diff`. Throws a `MallocgenError` if a file is not a dump. */
export async function runDumpDiff(
  before: string,
  after: string,
  format: string,
  host: CommandHost,
): Promise<number> {
  const files = { before: resolve(host.cwd(), before), after: resolve(host.cwd(), after) };
  announce(
    {
      files: [
        ['Before', files.before],
        ['After', files.after],
      ],
    },
    host,
  );
  const first = dumpIn(files.before);
  const second = dumpIn(files.after);
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

/** `mallocgen heap log`. Throws a `MallocgenError` if the file is not a log. */
export async function runLog(name: string, format: string, host: CommandHost): Promise<number> {
  const file = resolve(host.cwd(), name);
  announce({ files: [['Log', file]] }, host);
  const summary = summariseLog(parseLog(readInput(file).toString(), file));
  host.stdout.write(format === 'json' ? `${JSON.stringify(summary, null, 2)}\n` : logText(summary));
  return EXIT.good;
}

function dumpIn(file: string): ReturnType<typeof parseDump> {
  return parseDump(readInput(file).toString(), file);
}
