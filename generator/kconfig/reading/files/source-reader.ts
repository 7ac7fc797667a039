import { decodeBytes } from '../../../text/bytes.ts';
import { matchPaths } from '../../../text/glob.ts';
import { nearest } from '../../../text/suggest.ts';
import { isAbsolute, joinPath, parentOf } from '../../../text/paths.ts';
import {
  KconfigLimitError,
  KconfigReadError,
  RecursiveSourceError,
  SourceNotFoundError,
} from '../../diagnostics/errors.ts';
import { MAX_PATTERN_STEPS, MAX_SOURCE_BYTES } from '../../diagnostics/limits.ts';
import { formatPosition, type Position } from '../../diagnostics/position.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { KconfigFiles } from './kconfig-files.ts';

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

/** A file that was found. */
interface Located {
  /** Its name as asked for. */
  readonly file: string;
  readonly path: string;
  /** Its bytes, if the file system knows them before it is read. */
  readonly size: number | undefined;
}

/** Finds and reads the files of one tree: below the working directory, then below `srctree`. */
export class SourceReader {
  /** Every file read, in order, by the name that was asked for. */
  readonly files = new Set<string>();
  readonly #files: KconfigFiles;
  readonly #srctree: string | undefined;
  readonly #cwd: string;
  #rootFolder = '';
  #bytes = 0;
  #patternSteps = 0;

  constructor(files: KconfigFiles, srctree: string | undefined, cwd: string) {
    this.#files = files;
    this.#srctree = srctree;
    this.#cwd = cwd;
  }

  /**
   * Reads the root file.
   *
   * @param file the name that positions give it, which may differ from its path.
   */
  readRoot(path: string, file: string): SourceText {
    const located = this.#locate(path);
    this.#rootFolder = parentOf(file);
    const text = located && this.#read({ ...located, file }, { file, line: 1, column: 1 });
    if (text === undefined) {
      throw new KconfigReadError(`${path}: cannot be read: give the path of a Kconfig file`);
    }
    return { file, text };
  }

  /** What a `source` statement reads, one file after the other. */
  *find(
    dialect: Dialect,
    keyword: SourceKeyword,
    pattern: string,
    position: Position,
    open: readonly OpenFile[],
  ): Generator<SourceText, void, void> {
    const relative = keyword === 'rsource' || keyword === 'orsource' || keyword === 'grsource';
    const optional = !(keyword === 'source' || keyword === 'rsource');
    const isBeside = relative && !isAbsolute(pattern);
    const name = isBeside ? joinPath(parentOf(position.file), pattern) : pattern;
    let found = this.#findAll(name, position);
    const isPattern = name.includes('*');
    if (found.length === 0 && dialect.looksBesideFile && !isPattern && !isAbsolute(name)) {
      found = this.#findAll(joinPath(parentOf(position.file), name), position);
    }
    if (dialect.readsMatchesBackwards) found = found.toReversed();
    const isAllowed = dialect.allowsMissingFiles || (dialect.allowsEmptyPatterns && isPattern);
    if (found.length === 0 && !optional && !isAllowed) {
      const place = this.#srctree === undefined ? '' : `, nor below '${this.#srctree}'`;
      const problem = isPattern
        ? `no file matches '${name}' below the working directory${place}`
        : `cannot read '${name}': it is not below the working directory${place}`;
      throw new SourceNotFoundError(position, problem, this.#remedy(name, isPattern, position));
    }
    for (const located of found) {
      const { file } = located;
      refuseRecursion(file, position, open);
      const text = this.#read(located, position);
      if (text === undefined) throw new SourceNotFoundError(position, `cannot read '${file}'`);
      yield { file, text };
    }
  }

  /** The dialect in which the statement reads what there is. */
  #remedy(name: string, isPattern: boolean, position: Position): string {
    const read = (dialect: string): string => `read the tree with --dialect ${dialect}`;
    if (isPattern) return `; if it may match nothing, as in OpenWrt and coreboot, ${read('openwrt')} or coreboot`;
    if (isAbsolute(name)) return '';
    const beside = joinPath(parentOf(position.file), name);
    if (beside !== name && this.#locate(beside)) {
      const folder = parentOf(position.file);
      if (folder === this.#rootFolder) return `; it is in the folder of the first file: add --define srctree=${folder}`;
      return `; '${beside}' is meant in OpenWrt: ${read('openwrt')}`;
    }
    const folders = [this.#cwd, ...(this.#srctree === undefined ? [] : [this.#srctree])];
    const files = folders.flatMap((folder) => this.#list(joinPath(folder, parentOf(name))));
    if (files.includes(fileOf(name))) return '; what has that name is not a file';
    const near = nearest(fileOf(name), files);
    if (near !== undefined) return `; did you mean '${joinPath(parentOf(name), near)}'?`;
    return `; if the project's build makes it, run that first; if it may be missing, as in coreboot, ${read('coreboot')}`;
  }

  /** The file of that name. If there is none and the name is a pattern, the files that match it. */
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
    const files = {
      list: (folder: string) => this.#list(folder),
      isFile: (path: string) => this.#locateAt(path, path) !== undefined,
    };
    const here = matchPaths(name, this.#cwd, files, spend);
    if (here.length > 0 || this.#srctree === undefined || isAbsolute(name)) return here;
    return matchPaths(name, this.#srctree, files, spend);
  }

  #locate(file: string): Located | undefined {
    const here = isAbsolute(file) ? file : joinPath(this.#cwd, file);
    const found = this.#locateAt(file, here);
    if (found || this.#srctree === undefined || isAbsolute(file)) return found;
    return this.#locateAt(file, joinPath(this.#srctree, file));
  }

  #locateAt(file: string, path: string): Located | undefined {
    // Of a reader made of a Map, `size` is a number.
    if (typeof this.#files.size !== 'function') {
      return this.#files.exists(path) ? { file, path, size: undefined } : undefined;
    }
    const size = this.#files.size(path);
    return size === undefined ? undefined : { file, path, size };
  }

  #list(folder: string): readonly string[] {
    try {
      return this.#files.list(folder);
    } catch {
      return [];
    }
  }

  /** The text of a file, or undefined if it cannot be read. */
  #read({ file, path, size }: Located, position: Position): string | undefined {
    if (size !== undefined) this.#spend(size, position);
    this.files.add(file);
    let found: string | Uint8Array | undefined;
    try {
      found = this.#files.read(path);
    } catch {
      return undefined;
    }
    if (found === undefined) return undefined;
    if (typeof found !== 'string' && !ArrayBuffer.isView(found)) {
      throw new TypeError(`files.read('${path}') must return text or a Uint8Array, and not a promise of it`);
    }
    if (size === undefined) this.#spend(found.length, position);
    return typeof found === 'string' ? found : decodeBytes(found);
  }

  #spend(bytes: number, position: Position): void {
    this.#bytes += bytes;
    if (this.#bytes > MAX_SOURCE_BYTES) {
      throw new KconfigLimitError(
        position,
        `the files up to here have more than ${MAX_SOURCE_BYTES} bytes`,
      );
    }
  }
}

function fileOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
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
    `'${file}' sources itself through ${chain.join(', from ')}: remove one of these lines`,
  );
}
