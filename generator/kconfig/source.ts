import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { KconfigReadError, RecursiveSourceError, SourceNotFoundError } from './errors.ts';
import { glob, isFile } from './glob.ts';
import { formatPosition } from './position.ts';
import type { SourceFinder, SourceText } from './syntax/parser.ts';

/** Finds and reads the files of one tree: below the working directory, then below `srctree`. */
export class SourceReader {
  /** Every file read, in order, under the name that it was asked for. */
  readonly files = new Set<string>();
  readonly #srctree: string | undefined;

  constructor(srctree: string | undefined) {
    this.#srctree = srctree;
  }

  /** Reads the root file. */
  readRoot(file: string): SourceText {
    const path = this.#locate(file);
    const text = path === undefined ? undefined : this.#read(file, path);
    if (text === undefined) {
      throw new KconfigReadError(`${file}: cannot be read: give the path of a Kconfig file`);
    }
    return { file, text };
  }

  /** What a `source` statement reads. */
  readonly find: SourceFinder = (keyword, pattern, position, open) => {
    const relative = keyword === 'rsource' || keyword === 'orsource' || keyword === 'grsource';
    const optional = !(keyword === 'source' || keyword === 'rsource');
    const name = relative && !isAbsolute(pattern) ? join(dirname(position.file), pattern) : pattern;
    const found = this.#findAll(name);
    if (found.length === 0 && !optional) {
      const place = this.#srctree === undefined ? '' : `, nor below '${this.#srctree}'`;
      throw new SourceNotFoundError(
        position,
        `cannot read '${name}': it is not below the working directory${place}`,
      );
    }
    return found.map(({ file, path }) => {
      const start = open.findIndex((entry) => entry.file === file);
      if (start >= 0) {
        const chain = open
          .slice(start)
          .map((entry) => formatPosition(entry.sourcing))
          .toReversed();
        throw new RecursiveSourceError(
          position,
          `'${file}' sources itself, by way of ${chain.join(', from ')}: remove one of these lines`,
        );
      }
      const text = this.#read(file, path);
      if (text === undefined) throw new SourceNotFoundError(position, `cannot read '${file}'`);
      return { file, text };
    });
  };

  /** The file of that name or, if there is none and it is a pattern, the files that match. */
  #findAll(name: string): { readonly file: string; readonly path: string }[] {
    const exact = this.#locate(name);
    if (exact !== undefined) return [{ file: name, path: exact }];
    if (!/[*?[]/.test(name)) return [];
    return this.#match(name).flatMap((file) => {
      const path = this.#locate(file);
      return path === undefined ? [] : [{ file, path }];
    });
  }

  #match(name: string): string[] {
    const here = glob(name, '.');
    if (here.length > 0 || this.#srctree === undefined || isAbsolute(name)) return here;
    return glob(name, this.#srctree);
  }

  #locate(name: string): string | undefined {
    if (isFile(name)) return name;
    if (this.#srctree === undefined || isAbsolute(name)) return undefined;
    const below = join(this.#srctree, name);
    return isFile(below) ? below : undefined;
  }

  #read(name: string, path: string): string | undefined {
    this.files.add(name);
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }
}
