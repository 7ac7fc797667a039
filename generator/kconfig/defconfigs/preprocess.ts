import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { DefconfigReadError } from '../diagnostics/errors.ts';
import type { Position } from '../diagnostics/position.ts';
import { decodeBytes } from '../../files/bytes.ts';
import { linesOf, type ConfigLine } from './parse.ts';

/** How deep `#include` may nest. */
const MAX_INCLUDES = 100;

/**
 * Reads a configuration file as U-Boot's build does, which runs the C preprocessor: `#include <path>`
 * (below the roots) and `#include "path"` (beside the file, then below the roots) are replaced by
 * the file, C comments outside of quotes and blanks at the end of a line go. Then it takes one blank
 * away from the beginning of each line. Each line keeps its own position.
 *
 * @throws DefconfigReadError when a file is missing, or includes itself.
 */
export function* preprocess(
  file: string,
  roots: readonly string[],
): Generator<ConfigLine, void, void> {
  yield* preprocessFile(file, locateConfig(file, roots), roots, []);
}

/** Reads a file as the C program does, which knows no C comments and no `#include`. */
export function readRaw(file: string, roots: readonly string[]): Iterable<ConfigLine> {
  return linesOf(file, readText(file, locateConfig(file, roots)));
}

function* preprocessFile(
  file: string,
  path: string,
  roots: readonly string[],
  open: readonly string[],
): Generator<ConfigLine, void, void> {
  let inComment: Position | undefined;
  for (const line of linesOf(file, readText(file, path))) {
    const stripped = stripComments(line.text, inComment !== undefined);
    if (!stripped.inComment) inComment = undefined;
    else inComment ??= line.position;
    const text = stripped.text.trimEnd();
    const include = /^\s*#\s*include\s*(?:<([^>]+)>|"([^"]+)")$/.exec(text);
    if (!include) {
      yield { text: /^\s/.test(text) ? text.slice(1) : text, position: line.position };
      continue;
    }
    const name = (include[1] ?? include[2])!;
    const beside = include[2] === undefined ? undefined : join(dirname(path), name);
    const target = beside !== undefined && existsSync(beside) ? beside : locateBelow(name, roots);
    const { position } = line;
    if (target === undefined) {
      throw new DefconfigReadError(`cannot read '${name}': no such file`, { position });
    }
    if (target === path || open.includes(target) || open.length >= MAX_INCLUDES) {
      throw new DefconfigReadError(`'${name}' includes itself: remove the line`, { position });
    }
    yield* preprocessFile(name, target, roots, [...open, path]);
  }
  if (inComment) {
    throw new DefconfigReadError("the comment has no end: add '*/'", { position: inComment });
  }
}

/**
 * Removes comments outside of double quotes from a line. A line that begins with `#` is one already:
 * there a `/*` without its end on the same line opens nothing.
 */
function stripComments(
  line: string,
  startInComment: boolean,
): { text: string; inComment: boolean } {
  if (!startInComment && !line.includes('/')) return { text: line, inComment: false };
  const isHash = !startInComment && /^\s*#/.test(line);
  let text = '';
  let at = 0;
  let inComment = startInComment;
  let inQuotes = false;
  while (at < line.length) {
    if (inComment) {
      const end = line.indexOf('*/', at);
      if (end < 0) return { text, inComment };
      // At the beginning of a line it leaves as many blanks as it had characters.
      text += text.trim() === '' ? '  ' : ' ';
      at = end + 2;
      inComment = false;
    } else if (!inQuotes && line.startsWith('//', at)) {
      break;
    } else if (!inQuotes && line.startsWith('/*', at)) {
      if (isHash && !line.includes('*/', at + 2)) return { text: line, inComment: false };
      inComment = true;
      at += 2;
    } else {
      const character = line[at]!;
      if (inQuotes && character === '\\') {
        text += line.slice(at, at + 2);
        at += 2;
        continue;
      }
      if (character === '"' && !isHash) inQuotes = !inQuotes;
      text += character;
      at++;
    }
  }
  return { text, inComment };
}

function locateConfig(file: string, roots: readonly string[]): string {
  const path = locate(file, roots);
  if (path !== undefined) return path;
  throw new DefconfigReadError(`${file}: no such file: give the path of a configuration file`);
}

/** The path itself, or the first of it below a root. */
export function locate(file: string, roots: readonly string[]): string | undefined {
  return existsSync(file) ? file : locateBelow(file, roots);
}

function locateBelow(file: string, roots: readonly string[]): string | undefined {
  if (isAbsolute(file)) return existsSync(file) ? file : undefined;
  return roots.map((root) => join(root, file)).find((path) => existsSync(path));
}

function readText(file: string, path: string): string {
  try {
    return decodeBytes(readFileSync(path));
  } catch (error) {
    throw new DefconfigReadError(`${file}: cannot be read: check that it is a readable file`, {
      cause: error,
    });
  }
}
