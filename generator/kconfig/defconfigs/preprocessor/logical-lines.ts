import { SourcePosition } from '../../diagnostics/source-range.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { ConfigLine } from '../parse.ts';

/** Lines of a file that a backslash at the end of all but the last makes one. */
export interface LogicalLine extends ConfigLine {
  /** The lines that it is made of, if there are several. */
  readonly parts: readonly ConfigLine[];
}

/** Joins every line that ends with a backslash, and blanks after it, with the next. */
export function* joinContinued(lines: Iterable<ConfigLine>): Generator<LogicalLine, void, void> {
  let parts: ConfigLine[] = [];
  for (const line of lines) {
    const end = /\\[ \t\v\f]*$/.exec(line.text);
    if (parts.length === 0 && !end) {
      yield { ...line, parts };
      continue;
    }
    parts.push(end ? { ...line, text: line.text.slice(0, end.index) } : line);
    if (end) continue;
    yield joined(parts);
    parts = [];
  }
  if (parts.length > 0) yield joined(parts);
}

function joined(parts: readonly ConfigLine[]): LogicalLine {
  const { position } = parts[0]!;
  const text = parts.map((part) => part.text).join('');
  return { text, position: spanning(position, parts.at(-1)!), parts };
}

/** The position of the first line, up to the end of the last. */
function spanning({ file, line, column }: Position, last: ConfigLine): Position {
  const position = new SourcePosition(file, line, column, 0);
  position.extendTo(last.position.line, last.text.length + 1);
  return position;
}
