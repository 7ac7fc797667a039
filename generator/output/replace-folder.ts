import {
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  type Dirent,
} from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { isNativeError } from 'node:util/types';

import { encodeText } from '../text/bytes.ts';
import { makeFolder } from '../files/make-folder.ts';
import { plainReason } from '../files/plain-reason.ts';
import { makeTemporary, mendInterrupted, PREVIOUS } from './interrupted.ts';
import { OutputError } from './output-error.ts';

/**
 * Makes `folder` hold exactly `files`, all or nothing: they are written to a temporary folder beside
 * it, which is then moved into its place. If anything fails, the folder stays as it was. What an
 * interrupted run has left there is repaired first.
 *
 * A folder that holds anything except files of `ours` is not replaced, because that is the user's.
 * Throws {@link OutputError}.
 *
 * @param ours the paths in the folder, with `/`, of all files that any run may have written.
 */
export function replaceFolder(
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
  ours: readonly string[],
): void {
  try {
    mendInterrupted(folder);
    refuseForeign(folder, new Set(ours));
    makeFolder(dirname(folder));
    const temporary = makeTemporary(folder);
    try {
      const next = join(temporary, 'next');
      writeAll(next, files);
      swap(folder, next, join(temporary, PREVIOUS));
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  } catch (error) {
    throw error instanceof OutputError ? error : cannotWrite(folder, error);
  }
}

function refuseForeign(folder: string, ours: ReadonlySet<string>): void {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) {
    return;
  }
  if (!found.isDirectory()) {
    throw new OutputError(`${folder} is not a folder. Move it away or choose another with --out.`);
  }
  const folders = new Set(
    [...ours].filter((path) => path.includes('/')).map((path) => posix.dirname(path)),
  );
  const foreign = readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => foreignIn(folder, entry, ours, folders))
    .toSorted()[0];
  if (foreign !== undefined) {
    throw new OutputError(
      `${join(folder, foreign)} was not generated and would be lost, because ${folder} is replaced ` +
        'whole. Move it away or choose another folder with --out.',
    );
  }
}

/** The paths at and in one entry of `folder` that are not ours. Our folders are one deep. */
function foreignIn(
  folder: string,
  entry: Dirent,
  ours: ReadonlySet<string>,
  folders: ReadonlySet<string>,
): readonly string[] {
  const { name } = entry;
  if (!entry.isDirectory()) return ours.has(name) ? [] : [name];
  if (!folders.has(name)) return [name];
  return readdirSync(join(folder, name), { withFileTypes: true })
    .filter((inner) => inner.isDirectory() || !ours.has(`${name}/${inner.name}`))
    .map((inner) => `${name}/${inner.name}`);
}

function writeAll(folder: string, files: ReadonlyMap<string, string | Uint8Array>): void {
  for (const [path, content] of files) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? encodeText(content) : content);
  }
}

/** Between the two moves nothing else runs, and when the second fails the first is undone. */
function swap(folder: string, next: string, previous: string): void {
  const existed = lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  if (existed) {
    renameSync(folder, previous);
  }
  try {
    renameSync(next, folder);
  } catch (error) {
    if (existed) {
      renameSync(previous, folder);
    }
    throw error;
  }
}

function cannotWrite(folder: string, cause: unknown): unknown {
  if (!isNativeError(cause) || !('syscall' in cause)) {
    return cause;
  }
  return new OutputError(
    `${folder} cannot be written: ${plainReason(cause)}. What it held before is unchanged. ` +
      'Correct that or choose another folder with --out.',
    { cause },
  );
}
