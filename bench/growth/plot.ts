import type { Point } from './scenarios.ts';

export interface Series {
  readonly name: string;
  readonly points: readonly Point[];
}

const COLOURS = ['#0b6e4f', '#c8553d', '#28536b', '#8b6c42'];

/** Decades that hold all values. */
function decades(values: readonly number[]): { readonly from: number; readonly to: number } {
  const from = Math.floor(Math.log10(Math.min(...values)));
  return { from, to: Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)))) };
}

function axes(series: readonly Series[]) {
  const points = series.flatMap((one) => one.points);
  return {
    x: decades(points.map(({ n }) => n)),
    y: decades(points.map(({ nanoseconds }) => nanoseconds)),
  };
}

/** Both axes logarithmic: a letter for each series, its legend below. */
export function asciiPlot(series: readonly Series[], xTitle: string): string {
  const [width, height] = [64, 18];
  const { x, y } = axes(series);
  const grid = Array.from({ length: height }, () => Array<string>(width).fill(' '));
  series.forEach(({ points }, index) => {
    for (const { n, nanoseconds } of points) {
      const column = Math.round(((Math.log10(n) - x.from) / (x.to - x.from)) * (width - 1));
      const row = Math.round(((y.to - Math.log10(nanoseconds)) / (y.to - y.from)) * (height - 1));
      (grid[row] as string[])[column] = letter(index);
    }
  });
  const label = (row: number) =>
    row === 0 ? `1e${y.to} ns` : row === height - 1 ? `1e${y.from} ns` : '';
  return [
    ...grid.map((row, index) => `${label(index).padStart(7)} │${row.join('').trimEnd()}`),
    `${' '.repeat(8)}└${'─'.repeat(width)}`,
    `${' '.repeat(9)}1e${x.from}${`${xTitle}  1e${x.to}`.padStart(width - 3)}`,
    ...series.map(({ name }, index) => `${' '.repeat(9)}${letter(index)}  ${name}`),
  ].join('\n');
}

function letter(index: number): string {
  return String.fromCharCode(97 + index);
}

/** The same as a picture. */
export function svgPlot(series: readonly Series[], xTitle: string): string {
  const [left, top, width, height] = [70, 20, 480, 300];
  const { x, y } = axes(series);
  const px = (n: number) => round(left + ((Math.log10(n) - x.from) / (x.to - x.from)) * width);
  const py = (ns: number) => round(top + ((y.to - Math.log10(ns)) / (y.to - y.from)) * height);
  const curves = series.flatMap(({ name, points }, index) => {
    const colour = COLOURS[index % COLOURS.length];
    const path = points.map(({ n, nanoseconds }) => `${px(n)},${py(nanoseconds)}`);
    return [
      `<polyline points="${path.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      ...path.map(
        (point) =>
          `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="3" fill="${colour}"/>`,
      ),
      `<text x="${left + 12}" y="${top + 20 + index * 18}" fill="${colour}">${name}</text>`,
    ];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + width + 20}" height="${top + height + 50}" font-family="sans-serif" font-size="13">`,
    '<rect width="100%" height="100%" fill="#fff"/>',
    ...range(x).flatMap((d) => [
      line(px(10 ** d), top, px(10 ** d), top + height),
      text(px(10 ** d), top + height + 18, String(10 ** d)),
    ]),
    ...range(y).flatMap((d) => [
      line(left, py(10 ** d), left + width, py(10 ** d)),
      text(left - 8, py(10 ** d) + 4, `${10 ** d} ns`, 'end'),
    ]),
    text(left + width / 2, top + height + 40, xTitle),
    ...curves,
    '</svg>',
    '',
  ].join('\n');
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;
}

function text(x: number, y: number, words: string, anchor = 'middle'): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
}

function range({ from, to }: { readonly from: number; readonly to: number }): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
