import { Reporter } from '../diagnostics/reporter.ts';
import type { Position } from '../position.ts';
import type { Assignment, Defconfig } from './defconfig.ts';

/** One line of a configuration file and where it stands. */
export interface ConfigLine {
  readonly text: string;
  readonly position: Position;
}

/**
 * Reads lines of the forms `CONFIG_X=value` and `# CONFIG_X is not set`. Other lines that begin with
 * `#`, and empty ones, mean nothing; the rest is reported as malformed and ignored.
 */
export function parseLines(file: string, lines: Iterable<ConfigLine>, prefix: string): Defconfig {
  const reporter = new Reporter();
  const assignments: Assignment[] = [];
  for (const { text, position } of lines) {
    if (text.startsWith('#')) {
      const unset = parseUnset(text, prefix);
      if (unset !== undefined) assignments.push({ name: unset, value: 'n', unset: true, position });
    } else if (text.startsWith(prefix) && text.includes('=')) {
      const equal = text.indexOf('=');
      const name = text.slice(prefix.length, equal);
      assignments.push({ name, value: text.slice(equal + 1), unset: false, position });
    } else if (text !== '') {
      reporter.warn(
        'malformed-line',
        position,
        `'${text}' is neither '${prefix}NAME=value' nor '# ${prefix}NAME is not set'`,
      );
    }
  }
  return { file, assignments, diagnostics: reporter.diagnostics };
}

/** The name in `# CONFIG_NAME is not set`; what follows `set` does not matter. */
function parseUnset(text: string, prefix: string): string | undefined {
  if (!text.startsWith(prefix, 2)) return undefined;
  const space = text.indexOf(' ', 2 + prefix.length);
  if (space < 0 || !text.startsWith('is not set', space + 1)) return undefined;
  return text.slice(2 + prefix.length, space);
}

/** Cuts a text into lines, without what ends them. */
export function* linesOf(file: string, text: string): Generator<ConfigLine, void, void> {
  let line = 1;
  for (const raw of text.split('\n')) {
    const end = raw.endsWith('\r') ? raw.length - 1 : raw.length;
    yield { text: raw.slice(0, end), position: { file, line, column: 1 } };
    line++;
  }
}
