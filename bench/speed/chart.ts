const WIDTH = 50;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

export interface Bar {
  readonly name: string;
  readonly value: number;
  /** The text after the bar. */
  readonly text: string;
}

/** Horizontal bars. One beyond `limit` is cut, and its end is marked. */
export function barChart(bars: readonly Bar[], limit: number): string {
  const nameWidth = Math.max(...bars.map(({ name }) => name.length));
  const highest = Math.min(limit, Math.max(...bars.map(({ value }) => value)));
  return bars
    .map(({ name, value, text }) => {
      const eighths = Math.round((Math.min(value, limit) / highest) * WIDTH * 8);
      const bar = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
      return `${name.padEnd(nameWidth)} ${bar}${value > limit ? '»' : ''} ${text}`;
    })
    .join('\n');
}
