import { markup, type Markup } from './markup.ts';
import { breakable, scrollable } from './parts.ts';

/** The bytes of each function of the variant `name` and their share, the largest function first. */
export function functionTable(name: string, functions: Readonly<Record<string, number>>): Markup {
  const entries = Object.entries(functions).toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const total = entries.reduce((sum, [, bytes]) => sum + bytes, 0);
  const rows = entries.map(
    ([symbol, bytes]) =>
      markup`<tr><th scope="row">${breakable(symbol)}</th><td>${bytes}</td><td>${percentage(bytes, total)}</td></tr>\n`,
  );
  return scrollable(
    `Bytes of each function of ${name}`,
    markup`<table><thead><tr><th scope="col">function</th><th scope="col">bytes</th><th scope="col">share</th></tr></thead><tbody>${rows}</tbody></table>`,
  );
}

/** `12.3 %`. */
export function percentage(part: number, whole: number): string {
  return `${whole > 0 ? ((part * 100) / whole).toFixed(1) : '0'} %`;
}
