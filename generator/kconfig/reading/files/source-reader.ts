import { dirname, isAbsolute, join } from 'node:path';
import {
  KconfigLimitError,
  KconfigReadError,
  RecursiveSourceError,
  SourceNotFoundError,
} from '../../diagnostics/errors.ts';
import { readText } from '../../../files/bytes.ts';
import { fileSize, glob } from '../../../files/glob.ts';
import { MAX_PATTERN_STEPS, MAX_SOURCE_BYTES } from '../../diagnostics/limits.ts';
import { formatPosition, type Position } from '../../diagnostics/position.ts';

/** One file's text, found for a `source` statement. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

export type SourceKeyword = 'source' | 'rsource' | 'osource' | 'orsource' | 'gsource' | 'grsource';

/** Reads the files of a `source` statement. `open` lists the files that are being parsed, the outermost first. */
export type SourceFinder = (
  keyword: SourceKeyword,
  pattern: string,
  position: Position,
  open: readonly OpenFile[],
) => Iterable<SourceText>;

export interface OpenFile {
  readonly file: string;
  /** The `source` statement of this file that is being followed. */
  readonly sourcing: Position;
}

/** A file that is there. */
interface Located {
  /** As it was asked for. */
  readonly file: string;
  readonly path: string;
  readonly size: number;
}

/** Finds and reads the files of one tree: below the working directory, then below `srctree`. */
export class SourceReader {
  /** Every file read, in order, under the name that it was asked for. */
  readonly files = new Set<string>();
  readonly #srctree: string | undefined;
  readonly #cwd: string;
  #bytes = 0;
  #patternSteps = 0;

  constructor(srctree: string | undefined, cwd: string) {
    this.#srctree = srctree;
    this.#cwd = cwd;
  }

  /** Reads the root file, which is called by another name than its path. */
  readRoot(path: string, file: string): SourceText {
    const located = this.#locate(path);
    const text = located && this.#read({ ...located, file }, { file, line: 1, column: 1 });
    if (text === undefined) {
      throw new KconfigReadError(`${path}: cannot be read: give the path of a Kconfig file`);
    }
    return { file, text };
  }

  /** What a `source` statement reads, one file after the other. */
  *find(
    keyword: SourceKeyword,
    pattern: string,
    position: Position,
    open: readonly OpenFile[],
  ): Generator<SourceText, void, void> {
    const relative = keyword === 'rsource' || keyword === 'orsource' || keyword === 'grsource';
    const optional = !(keyword === 'source' || keyword === 'rsource');
    const name = relative && !isAbsolute(pattern) ? join(dirname(position.file), pattern) : pattern;
    const found = this.#findAll(name, position);
    if (found.length === 0 && !optional) {
      const place = this.#srctree === undefined ? '' : `, nor below '${this.#srctree}'`;
      throw new SourceNotFoundError(
        position,
        `cannot read '${name}': it is not below the working directory${place}`,
      );
    }
    for (const located of found) {
      const { file } = located;
      refuseRecursion(file, position, open);
      const text = this.#read(located, position);
      if (text === undefined) throw new SourceNotFoundError(position, `cannot read '${file}'`);
      yield { file, text };
    }
  }

  /** The file of that name or, if there is none and it is a pattern, the files that match. */
  #findAll(name: string, position: Position): Located[] {
    const exact = this.#locate(name);
    if (exact) return [exact];
    if (!/[*?[]/.test(name)) return [];
    return this.#match(name, position).flatMap((file) => this.#locate(file) ?? []);
  }

  #match(name: string, position: Position): string[] {
    const spend = (names: number): void => {
      this.#patternSteps += names;
      if (this.#patternSteps > MAX_PATTERN_STEPS) {
        throw new KconfigLimitError(
          position,
          `the patterns up to here look through more than ${MAX_PATTERN_STEPS} names`,
        );
      }
    };
    const here = glob(name, this.#cwd, spend);
    if (here.length > 0 || this.#srctree === undefined || isAbsolute(name)) return here;
    return glob(name, this.#srctree, spend);
  }

  #locate(file: string): Located | undefined {
    const here = isAbsolute(file) ? file : join(this.#cwd, file);
    const size = fileSize(here);
    if (size !== undefined) return { file, path: here, size };
    if (this.#srctree === undefined || isAbsolute(file)) return undefined;
    const path = join(this.#srctree, file);
    const sizeBelow = fileSize(path);
    return sizeBelow === undefined ? undefined : { file, path, size: sizeBelow };
  }

  #read({ file, path, size }: Located, position: Position): string | undefined {
    this.#bytes += size;
    if (this.#bytes > MAX_SOURCE_BYTES) {
      throw new KconfigLimitError(
        position,
        `the files up to here have more than ${MAX_SOURCE_BYTES} bytes`,
      );
    }
    this.files.add(file);
    try {
      return readText(path);
    } catch {
      return undefined;
    }
  }
}

function refuseRecursion(file: string, position: Position, open: readonly OpenFile[]): void {
  const start = open.findIndex((entry) => entry.file === file);
  if (start < 0) return;
  const chain = open
    .slice(start)
    .map((entry) => formatPosition(entry.sourcing))
    .toReversed();
  throw new RecursiveSourceError(
    position,
    `'${file}' sources itself, by way of ${chain.join(', from ')}: remove one of these lines`,
  );
}
