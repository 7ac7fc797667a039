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
    const exact = this.#locate(name);
    const names = exact === undefined && /[*?[]/.test(name) ? this.#match(name) : [name];
    const found = names.flatMap((file) => {
      const path = exact ?? this.#locate(file);
      return path === undefined ? [] : [{ file, path }];
    });
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

  #match(name: string): string[] {
    const here = glob(name, '.');
    if (here.length > 0 || this.#srctree === undefined || isAbsolute(name)) return here;
    return glob(name, this.#srctree);
  }

  #locate(name: string): string | undefined {
    const candidates =
      this.#srctree === undefined || isAbsolute(name) ? [name] : [name, join(this.#srctree, name)];
    return candidates.find(isFile);
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
