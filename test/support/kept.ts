/*
 * What takes long to make of the sources, kept in out/test-cache/ for the test files that need the same:
 * parsed templates and specialised variants. The key is a digest of all sources that the result depends on.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, 'out/test-cache');

function modulesOf(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path))
    .toSorted();
}

/** The lock file names the versions of the packages that parse. */
function sourcesDigest(): string {
  const hash = createHash('sha256');
  const files = [...modulesOf('generator'), ...modulesOf('templates'), 'package-lock.json'];
  for (const file of files)
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 32);
}

let directory: string | undefined;

/** The folder of results that are made of the sources as they are; others are removed. */
function cacheDirectory(): string {
  if (directory !== undefined) return directory;
  const digest = sourcesDigest();
  directory = join(CACHE, digest);
  mkdirSync(directory, { recursive: true });
  for (const name of readdirSync(CACHE))
    if (name !== digest) rmSync(join(CACHE, name), { recursive: true, force: true });
  return directory;
}

function pathOf(key: string): string {
  return join(cacheDirectory(), createHash('sha256').update(key).digest('hex').slice(0, 32));
}

/** The file of what was kept under the key; undefined if nothing was. */
export function keptFile(key: string): string | undefined {
  const path = pathOf(key);
  return existsSync(path) ? path : undefined;
}

/** What was kept under the key; undefined if nothing was. */
export function kept(key: string): Buffer | undefined {
  try {
    return readFileSync(pathOf(key));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Keeps data in a file, which other processes see whole or not at all. Returns its path. */
export function keep(key: string, data: Uint8Array | string): string {
  const path = pathOf(key);
  const own = `${path}.${String(process.pid)}`;
  try {
    writeFileSync(own, data);
    renameSync(own, path);
  } catch (error) {
    // Tests of other sources have removed the folder.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return path;
}
