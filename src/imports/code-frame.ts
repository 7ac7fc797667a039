/** Lines that a frame shows before and after the one that it is about. */
const CONTEXT = 2;

/**
 * The lines around a place with their numbers, and a mark below the place:
 *
 *       1 | CONFIG_64BIT=y
 *     > 2 | CONFIG_SYS_MALLOC_LEN=4M
 *         | ^
 *
 * @param line counts from 1
 * @param column counts from 1; without it, no character is marked
 * @param length of what is marked, in characters
 */
export function codeFrame(text: string, line: number, column?: number, length = 1): string {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const first = Math.max(1, line - CONTEXT);
  const last = Math.min(lines.length, line + CONTEXT);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const content = lines[number - 1] ?? '';
    const mark = number === line ? '>' : ' ';
    frame.push(`${mark} ${String(number).padStart(width)} | ${content}`.trimEnd());
    if (number !== line || column === undefined) continue;
    // A tab stays a tab, so that the mark is below its character.
    const before = content.slice(0, column - 1).replace(/[^\t]/g, ' ');
    const marked = Math.max(1, Math.min(length, content.length - column + 1));
    frame.push(`  ${' '.repeat(width)} | ${before}${'^'.repeat(marked)}`);
  }
  return frame.join('\n');
}
