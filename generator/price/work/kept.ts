import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes } from '../bytes.ts';
import { isOwn, makeCacheFolder } from '../../files/cache-folder.ts';

/** The bytes of programs from former runs. Losing them costs time and nothing else. */
export interface Kept {
  get(program: string): Bytes | undefined;
  put(program: string, bytes: Bytes): void;
}

export const NOTHING_KEPT: Kept = { get: () => undefined, put: () => {} };

/** Files that are kept: one for each version of the program and of the templates. */
const MOST_FILES = 4;
/** About 100 bytes each. A file that has grown beyond that starts again. */
const MOST_PROGRAMS = 50_000;
const LINE = /^([\da-f]{32}) (\d+) (\d+) (\d+) (\d+) ([\da-f]{8})$/;
const NAME = /^prices-[\da-f]{16}$/;

/**
 * Keeps bytes in a file of the folder, one line for each program, with a checksum. Lines are only ever
 * added, each with one write, so that several processes can do so at once; a damaged or cut line is
 * passed over.
 *
 * @param made all that decides what a program has for bytes, beside the program: each has its own file
 */
export function keepIn(folder: string, made: string): Kept {
  const identity = hash(made, 16);
  const file = join(folder, `prices-${identity}`);
  let known: Map<string, Bytes> | undefined;
  let mustEndLine = false;
  let canWrite = true;

  const read = (): Map<string, Bytes> => {
    const found = new Map<string, Bytes>();
    try {
      if (!isOwn(folder)) return found;
      const text = readFileSync(file, 'latin1');
      mustEndLine = text !== '' && !text.endsWith('\n');
      for (const line of text.split('\n')) {
        const [, key = '', raw, gzip, brotli, staticData, sum] = LINE.exec(line) ?? [];
        if (sum === undefined || sum !== hash(`${identity} ${line.slice(0, -9)}`, 8)) continue;
        found.set(key, {
          raw: Number(raw),
          gzip: Number(gzip),
          brotli: Number(brotli),
          staticData: Number(staticData),
        });
      }
    } catch {
      // There is none yet, or it cannot be read.
    }
    return found;
  };

  return {
    get(program) {
      known ??= read();
      return known.get(hash(program, 32));
    },
    put(program, bytes) {
      known ??= read();
      const key = hash(program, 32);
      known.set(key, bytes);
      if (!canWrite) return;
      const { raw, gzip, brotli, staticData } = bytes;
      const line = [key, raw, gzip, brotli, staticData].join(' ');
      try {
        makeCacheFolder(folder);
        if (!isOwn(folder)) throw new Error('others can write there');
        if (!existsSync(file)) removeOldest(folder);
        const isFull = known.size > MOST_PROGRAMS;
        if (isFull) {
          rmSync(file, { force: true });
          known = new Map([[key, bytes]]);
        }
        const start = mustEndLine && !isFull ? '\n' : '';
        appendFileSync(file, `${start}${line} ${hash(`${identity} ${line}`, 8)}\n`, {
          mode: 0o600,
        });
        mustEndLine = false;
      } catch {
        // There is no room, or the folder is somebody else's.
        canWrite = false;
      }
    },
  };
}

function hash(text: string, digits: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, digits);
}

/** Makes room for one more file. */
function removeOldest(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
    .toSorted((a, b) => b.time - a.time);
  for (const { name } of files.slice(MOST_FILES - 1)) rmSync(join(folder, name), { force: true });
}
