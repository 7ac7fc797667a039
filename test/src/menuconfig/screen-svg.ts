import { columnsOf } from '../../../src/menuconfig/text/columns.ts';
import type { Cell } from './virtual-terminal.ts';

const CELL = { width: 8.4, height: 18 };
const MARGIN = 12;
/** Readable on GitHub's light and dark pages, as a terminal with a dark background. */
const COLOURS = {
  background: '#1b1f24',
  text: '#d1d7de',
  1: '#ff8182',
  2: '#6fdd8b',
  5: '#d2a8ff',
} as const;

/** A picture of a terminal's screen. The same cells give the same bytes. */
export function screenSvg(cells: readonly (readonly Cell[])[], title: string): string {
  const width = round((cells[0]?.length ?? 0) * CELL.width + 2 * MARGIN);
  const height = round(cells.length * CELL.height + 2 * MARGIN);
  const rows = cells.flatMap((row, index) => rowSvg(row, index));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="6" fill="${COLOURS.background}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

interface Run {
  text: string;
  readonly start: number;
  columns: number;
  readonly style: string;
  readonly cell: Cell;
}

function rowSvg(row: readonly Cell[], index: number): readonly string[] {
  const runs: Run[] = [];
  row.forEach((cell, column) => {
    if (cell.columns === 0) return;
    const text = cell.text === '' ? ' ' : cell.text;
    const style = JSON.stringify([cell.colour, cell.isBold, cell.isDim, cell.isInverse]);
    const last = runs.at(-1);
    if (last?.style === style) {
      last.text += text;
      last.columns += cell.columns;
    } else runs.push({ text, start: column, columns: cell.columns, style, cell });
  });
  const top = MARGIN + index * CELL.height;
  return runs.flatMap(({ text, start, columns, cell }) => {
    const colour = COLOURS[cell.colour as keyof typeof COLOURS] ?? COLOURS.text;
    const x = round(MARGIN + start * CELL.width);
    const width = round(columns * CELL.width);
    const box = `<rect x="${x}" y="${top}" width="${width}" height="${CELL.height}" fill="${colour}"/>`;
    const attributes = [
      `fill="${cell.isInverse ? COLOURS.background : colour}"`,
      ...(cell.isBold ? ['font-weight="bold"'] : []),
      ...(cell.isDim ? ['opacity="0.65"'] : []),
    ].join(' ');
    const labels = pieces(text).map(({ piece, before }) => {
      const left = round(x + columnsOf(before) * CELL.width);
      const wide = round(columnsOf(piece) * CELL.width);
      return `<text x="${left}" y="${top + 13.5}" textLength="${wide}" lengthAdjust="spacingAndGlyphs" ${attributes}>${escaped(piece)}</text>`;
    });
    return [...(cell.isInverse ? [box] : []), ...labels];
  });
}

/** What is between the wider gaps of a text: browsers shorten those. */
function pieces(text: string): readonly { readonly piece: string; readonly before: string }[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: piece, index }) => ({
    piece,
    before: text.slice(0, index),
  }));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
