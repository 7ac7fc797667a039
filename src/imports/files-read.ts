import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Files, and what each said when it was read. */
export class FilesRead {
  /** A hash of the content by the path; undefined for what could not be read. */
  readonly #hashes = new Map<string, string | undefined>();

  /** Call it before the file is read: a change in between must count as one. */
  add(path: string): void {
    if (!this.#hashes.has(path)) this.#hashes.set(path, hashOf(path));
  }

  get paths(): readonly string[] {
    return [...this.#hashes.keys()];
  }

  /** Whether all of them still say the same. */
  areUnchanged(): boolean {
    for (const [path, hash] of this.#hashes) if (hashOf(path) !== hash) return false;
    return true;
  }
}

function hashOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('base64');
  } catch {
    return undefined;
  }
}
