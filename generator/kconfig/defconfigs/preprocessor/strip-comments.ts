import { isPlainDirective } from './directive.ts';

/**
 * Removes comments outside of quotes from a line. A line that begins with `#` and is not a directive is a
 * comment already: there a `/*` without its end on the same line opens nothing.
 */
export function stripComments(
  line: string,
  startInComment: boolean,
): { text: string; inComment: boolean } {
  if (!startInComment && !line.includes('/')) return { text: line, inComment: false };
  const isHash = !startInComment && /^\s*#/.test(line) && !isPlainDirective(line);
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
      if (character === "'" && !inQuotes && !isHash) {
        // The preprocessor passes over one without a partner, such as an apostrophe.
        const end = /^'(?:\\.|[^'\\])*'/.exec(line.slice(at))?.[0].length ?? 1;
        text += line.slice(at, at + end);
        at += end;
        continue;
      }
      if (character === '"' && !isHash) inQuotes = !inQuotes;
      text += character;
      at++;
    }
  }
  return { text, inComment };
}
