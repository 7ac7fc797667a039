import { readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { KconfigReadError, RecursiveSourceError, SourceNotFoundError } from './errors.ts';
import { glob } from './glob.ts';
import { formatPosition } from './position.ts';
import type { SourceFinder, SourceText } from './syntax/parser.ts';

/** Finds and reads the files of one tree: below the working directory, then below `srctree`. */
export class SourceReader {
  /** Every file read, in order, under the name that it was asked for. */
  readonly files: string[] = [];
  readonly #srctree: string | undefined;

  constructor(srctree: string | undefined) {
    this.#srctree = srctree;
  }

  /** Reads the root file. */
  readRoot(file: string): SourceText {
    const text = this.#read(file);
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
    const names = this.#match(name);
    if (names.length === 0 && !optional) {
      const place = this.#srctree === undefined ? '' : `, nor below '${this.#srctree}'`;
      throw new SourceNotFoundError(
        position,
        `cannot read '${name}': it is not below the working directory${place}`,
      );
    }
    return names.map((file) => {
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
      const text = this.#read(file);
      if (text === undefined) throw new SourceNotFoundError(position, `cannot read '${file}'`);
      return { file, text };
    });
  };

  #match(name: string): string[] {
    if (this.#locate(name) !== undefined) return [name];
    if (!/[*?[]/.test(name)) return [];
    const here = glob(name, '.');
    if (here.length > 0 || this.#srctree === undefined || isAbsolute(name)) return here;
    return glob(name, this.#srctree);
  }

  #locate(name: string): string | undefined {
    const candidates =
      this.#srctree === undefined || isAbsolute(name) ? [name] : [name, join(this.#srctree, name)];
    return candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  }

  #read(name: string): string | undefined {
    const path = this.#locate(name);
    if (path === undefined) return undefined;
    if (!this.files.includes(name)) this.files.push(name);
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  }
}
