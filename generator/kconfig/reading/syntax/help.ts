import { isBlankCode, NEWLINE, TAB } from '../words/characters.ts';

export interface HelpText {
  readonly text: string;
  /** The offset at which statements go on. */
  readonly end: number;
  /** How many newlines were passed, and where the last line passed to begins. */
  readonly lines: number;
  readonly lineStart: number;
}

/**
 * Reads a help text: the lines up to the first that is indented less than the first one, or that
 * begins in the first column after a line break. Tabs reach to the next multiple of 8; the first
 * line's indentation is taken off all of them, blanks at the end of a line go.
 */
export function readHelp(source: string, start: number): HelpText {
  let at = start;
  let lines = 0;
  let lineStart = start;
  let firstIndent = 0;
  let lastIndent = 0;
  const parts: string[] = [];
  for (;;) {
    let indent = 0;
    const from = at;
    let code = source.charCodeAt(at);
    while (isBlankCode(code)) {
      indent = code === TAB ? (indent & ~7) + 8 : indent + 1;
      code = source.charCodeAt(++at);
    }
    if (at >= source.length) break;
    if (code !== NEWLINE) {
      if (at > from) {
        lastIndent = indent;
        if (firstIndent > 0 && indent < firstIndent) break;
        if (firstIndent > 0) parts.push(' '.repeat(indent - firstIndent));
      }
      if (firstIndent === 0) firstIndent = lastIndent;
      let end = source.indexOf('\n', at);
      if (end < 0) end = source.length;
      parts.push(source.slice(at, end).trimEnd());
      at = end;
      if (at >= source.length) break;
    }
    at++;
    lines++;
    lineStart = at;
    const next = source.charCodeAt(at);
    if (at < source.length && next !== NEWLINE && !isBlankCode(next)) break;
    parts.push('\n');
  }
  return { text: parts.join(''), end: at, lines, lineStart };
}
