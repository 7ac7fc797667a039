import { excerpt } from '../diagnostics/legible.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { nameOfInvisible } from '../diagnostics/wording.ts';
import type { Position } from '../diagnostics/position.ts';
import { SourcePosition } from '../diagnostics/source-range.ts';
import type { Assignment, Defconfig } from './defconfig.ts';

/** What ESP-IDF writes before a value that no user gave. */
export const DEFAULT_MARK = '# default:';

/** One line of a configuration file and its position. */
export interface ConfigLine {
  readonly text: string;
  readonly position: Position;
}

/**
 * Reads lines of the forms `CONFIG_X=value` and `# CONFIG_X is not set`. Other lines that begin with
 * `#`, and empty ones, mean nothing; the rest is reported as malformed and ignored.
 *
 * @param reporter has what was found in the lines while they were read.
 */
export function parseLines(
  file: string,
  lines: Iterable<ConfigLine>,
  prefix: string,
  reporter: Reporter = new Reporter(),
): Defconfig {
  const assignments: Assignment[] = [];
  let hasMalformedLine = false;
  let isDefault = false;
  for (const { text, position } of lines) {
    const assignment = text.startsWith('#')
      ? parseUnset(text, prefix, position)
      : parseAssignment(text, prefix, position);
    if (assignment && isName(assignment.name)) {
      assignments.push(isDefault ? { ...assignment, isDefault } : assignment);
    } else if (assignment || !(text === '' || text.startsWith('#'))) {
      hasMalformedLine = true;
      reporter.warn('malformed-line', position, whatIsWrong(text, prefix));
    } else if (text.trim() === DEFAULT_MARK) {
      isDefault = true;
      continue;
    } else {
      const name = nameOfMisspelled(text, prefix);
      if (name === undefined) continue;
      const line = `# ${prefix}${name} is not set`;
      const what = `the line is a comment and sets nothing: write '${line}' to switch ${name} off`;
      reporter.note('misspelled-unset', position, what, name);
    }
    isDefault = false;
  }
  const { diagnostics } = reporter;
  return { file, assignments, diagnostics, hasMalformedLine };
}

function whatIsWrong(text: string, prefix: string): string {
  const [first] = text;
  const rest = text.replace(/^[\s\u00AD\u200B\u2060]+/, '');
  const start = nameOfInvisible(first);
  if (start !== undefined && (rest.startsWith(prefix) || rest.startsWith('#'))) {
    const line = excerpt(rest, 100);
    return `the line '${line}' begins with a ${start}, so it is ignored: remove the ${start}`;
  }
  const quoted = excerpt(text, 100);
  return `'${quoted}' is neither '${prefix}NAME=value' nor '# ${prefix}NAME is not set'`;
}

function parseAssignment(
  text: string,
  prefix: string,
  position: Position,
): Assignment | undefined {
  const equal = text.indexOf('=', prefix.length);
  if (equal < 0 || !text.startsWith(prefix)) return undefined;
  const name = text.slice(prefix.length, equal);
  return { name, value: text.slice(equal + 1), unset: false, position };
}

/** A name that a definition could have; the C program takes any text up to `=` and finds no symbol. */
function isName(name: string): boolean {
  return name !== '' && !/\s/.test(name);
}

/** `# CONFIG_NAME is not set`; what follows `set` does not matter. */
function parseUnset(text: string, prefix: string, position: Position): Assignment | undefined {
  if (!text.startsWith(prefix, 2)) return undefined;
  const space = text.indexOf(' ', 2 + prefix.length);
  if (space < 0 || !text.startsWith('is not set', space + 1)) return undefined;
  const name = text.slice(2 + prefix.length, space);
  return { name, value: 'n', unset: true, position };
}

/**
 * The name in a comment that was meant to be `# CONFIG_NAME is not set`: without the blank, or with more
 * than one.
 */
function nameOfMisspelled(text: string, prefix: string): string | undefined {
  const [, blanks, rest] = /^#([ \t]*)(\S.*)$/.exec(text) ?? [];
  if (blanks === undefined || blanks === ' ' || rest === undefined || prefix === '') return undefined;
  if (!rest.startsWith(prefix)) return undefined;
  return /^(\w+)\s+is not set\s*$/.exec(rest.slice(prefix.length))?.[1];
}

/** Cuts a text into lines, without what ends them. */
export function* linesOf(file: string, text: string): Generator<ConfigLine, void, void> {
  let line = 1;
  for (const raw of text.split('\n')) {
    const end = raw.endsWith('\r') ? raw.length - 1 : raw.length;
    yield { text: raw.slice(0, end), position: new SourcePosition(file, line, 1, end) };
    line++;
  }
}
