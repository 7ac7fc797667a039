import { decodeBytes } from '../../text/bytes.ts';
import { isAbsolute, joinPath, parentOf } from '../../text/paths.ts';
import { DefconfigReadError } from '../diagnostics/errors.ts';
import type { Position } from '../diagnostics/position.ts';
import type { KconfigFiles } from '../reading/files/kconfig-files.ts';
import { linesOf, type ConfigLine } from './parse.ts';
import { stripComments } from './strip-comments.ts';

/** How deep `#include` may nest. */
const MAX_INCLUDES = 100;

/** Where configuration files are. */
export interface ConfigFolders {
  readonly files: KconfigFiles;
  /** Folders below which a file that is not found as named, and `#include <…>`, are looked for. */
  readonly roots: readonly string[];
}

/**
 * The lines of a configuration file as U-Boot's build reads it, with the C preprocessor: `#include
 * <path>` (below the roots) and `#include "path"` (beside the file, then below the roots) are replaced
 * by the file; C comments outside of quotes and blanks at the end of a line are removed, one blank at
 * the beginning of a line, and a byte order mark at the beginning of a file. Each line keeps its own position.
 *
 * @throws DefconfigReadError when a file is missing, or includes itself.
 */
export function* readPreprocessed(
  file: string,
  folders: ConfigFolders,
): Generator<ConfigLine, void, void> {
  yield* preprocess(file, locateConfig(file, folders), folders, []);
}

/** The lines as the C program reads them, which knows neither C comments nor `#include`. */
export function readRaw(file: string, folders: ConfigFolders): Iterable<ConfigLine> {
  return linesOf(file, readText(file, locateConfig(file, folders), folders));
}

function* preprocess(
  file: string,
  path: string,
  folders: ConfigFolders,
  open: readonly string[],
): Generator<ConfigLine, void, void> {
  let inComment: Position | undefined;
  const source = readText(file, path, folders);
  const withoutMark = source.startsWith('\uFEFF') ? source.slice(1) : source;
  for (const line of linesOf(file, withoutMark)) {
    const stripped = stripComments(line.text, inComment !== undefined);
    if (!stripped.inComment) inComment = undefined;
    else inComment ??= line.position;
    const text = stripped.text.replace(/[ \t\v\f\r]+$/, '');
    const include = /^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")$/.exec(text);
    if (!include) {
      yield { text: /^[ \t\v\f]/.test(text) ? text.slice(1) : text, position: line.position };
      continue;
    }
    const [, below, quoted] = include;
    const name = below ?? quoted!;
    const target = locateInclude(name, quoted !== undefined, path, folders);
    const { position } = line;
    if (target === undefined) {
      throw new DefconfigReadError(`cannot read '${name}': no such file`, { position });
    }
    if (target === path || open.includes(target) || open.length >= MAX_INCLUDES) {
      throw new DefconfigReadError(`'${name}' includes itself: remove the line`, { position });
    }
    yield* preprocess(name, target, folders, [...open, path]);
  }
  if (inComment) {
    throw new DefconfigReadError("the comment has no end: add '*/'", { position: inComment });
  }
}

function locateInclude(
  name: string,
  isQuoted: boolean,
  includer: string,
  folders: ConfigFolders,
): string | undefined {
  const beside = isQuoted ? joinPath(parentOf(includer), name) : undefined;
  if (beside !== undefined && folders.files.exists(beside)) return beside;
  return locateBelow(name, folders);
}

function locateConfig(file: string, folders: ConfigFolders): string {
  const path = folders.files.exists(file) ? file : locateBelow(file, folders);
  if (path !== undefined) return path;
  throw new DefconfigReadError(`${file}: no such file: give the path of a configuration file`);
}

function locateBelow(file: string, { files, roots }: ConfigFolders): string | undefined {
  if (isAbsolute(file)) return files.exists(file) ? file : undefined;
  return roots.map((root) => joinPath(root, file)).find((path) => files.exists(path));
}

function readText(file: string, path: string, { files }: ConfigFolders): string {
  let cause: unknown;
  try {
    const found = files.read(path);
    if (found !== undefined) return typeof found === 'string' ? found : decodeBytes(found);
  } catch (error) {
    cause = error;
  }
  throw new DefconfigReadError(`${file}: cannot be read: check that it is a readable file`, {
    cause,
  });
}
