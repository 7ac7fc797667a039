import {
  rowName,
  variantOf,
  type Matrix,
  type MatrixRow,
  type MatrixVariant,
  type OptionCost,
  type OptionCosts,
  type Sizes,
} from '../matrix/index.ts';
import { functionTreemap } from './treemap.ts';
import { historyChart, type HistoryPoint } from './history-chart.ts';
import { markup, verbatim, type Markup } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** All that the page tells. */
export interface Report {
  readonly matrix: Matrix;
  /** Empty where they were not measured. */
  readonly costs: OptionCosts;
  /** Oldest first; empty where there is no history. */
  readonly history: readonly HistoryPoint[];
}

const MEASURES = [
  ['raw', 'raw'],
  ['gzip', 'gzip'],
  ['brotli', 'brotli'],
  ['staticData', 'static data'],
] as const satisfies readonly (readonly [keyof Sizes, string])[];

/** Stands in every page, and in no other file. */
const MARK = '<meta name="generator" content="mallocgen report">';

/** True where `text` is a page of {@link reportPage}. */
export function isReportPage(text: string): boolean {
  return text.includes(MARK);
}

/** The report as one page that needs nothing beside itself. */
export function reportPage({ matrix, costs, history }: Report): string {
  const configurations = new Set(
    [...matrix.rows, ...matrix.failures].map(({ configuration }) => configuration),
  );
  const page = markup`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${verbatim(MARK)}
<title>mallocgen: what each configuration weighs</title>
<style>${verbatim(STYLE)}</style>
<h1>What each configuration weighs</h1>
<p>${configurations.size} configurations, ${matrix.rows.length} phases, ${Object.keys(matrix.variants).length} distinct variants. Bytes of the measured functions, minified by ${matrix.minifier}. Made by ${matrix.generator}.</p>
<p><label>Show names with <input id="filter" type="search" size="24"></label></p>
<div class="scroll"><table id="matrix">
<thead><tr>${headers()}</tr></thead>
<tbody>
${matrix.rows.map((row) => tableRow(row, variantOf(matrix, row)))}${failureRows(matrix)}</tbody>
</table></div>
${matrix.rows.map((row) => section(row, matrix, costs[rowName(row)] ?? [], history))}<script>${verbatim(SCRIPT)}</script>
</html>
`;
  return page.html;
}

function headers(): readonly Markup[] {
  const titles = ['configuration', 'phase', ...MEASURES.map(([, title]) => title), 'functions'];
  return titles.map(
    (title, i) =>
      markup`<th${verbatim(i < 2 ? ' class="text"' : '')} scope="col"><button type="button">${title}</button></th>`,
  );
}

function tableRow(row: MatrixRow, { sizes, functions }: MatrixVariant): Markup {
  const { configuration, phase } = row;
  const cells = MEASURES.map(([key]) => markup`<td>${sizes[key]}</td>`);
  return markup`<tr><td><a href="#${encodeURIComponent(rowName(row))}">${configuration}</a></td><td class="text">${phase}</td>${cells}<td>${Object.keys(functions).length}</td></tr>\n`;
}

function failureRows(matrix: Matrix): readonly Markup[] {
  return matrix.failures.map(
    ({ configuration, phase = '', message }) =>
      markup`<tr><td>${configuration}</td><td class="text">${phase}</td><td class="text failed" colspan="5" data-value="">${message}</td></tr>\n`,
  );
}

function section(
  row: MatrixRow,
  matrix: Matrix,
  costs: readonly OptionCost[],
  history: readonly HistoryPoint[],
): Markup {
  const { sizes, functions } = variantOf(matrix, row);
  const twin = matrix.rows.find(({ variant }) => variant === row.variant) ?? row;
  const name = rowName(row);
  const chart = historyChart(history, name);
  // Equal variants are drawn once.
  const drawing =
    twin === row
      ? markup`<h3>Functions</h3>${functionTreemap(functions)}`
      : markup`<p>The same module as <a href="#${encodeURIComponent(rowName(twin))}">${rowName(twin)}</a>.</p>`;
  return markup`<section id="${name}"><details><summary>${row.configuration}, ${row.phase}: ${sizes.raw} bytes, ${sizes.brotli} after brotli</summary>${drawing}${costs.length > 0 ? costTable(costs) : undefined}${chart && markup`<h3>Raw bytes as accepted</h3>${chart}`}</details></section>\n`;
}

function costTable(costs: readonly OptionCost[]): Markup {
  const rows = costs
    .toSorted((a, b) => b.sizes.raw - a.sizes.raw || (a.symbol < b.symbol ? -1 : 1))
    .map(
      ({ symbol, value, sizes }) =>
        markup`<tr><td>CONFIG_${symbol}</td><td>${value}</td>${MEASURES.map(([key]) => costCell(sizes[key]))}</tr>\n`,
    );
  return markup`<h3>What each option costs here</h3><p>Bytes that setting it adds, toggled alone; what it brings by default comes along.</p><div class="scroll"><table><thead><tr><th scope="col">option</th><th scope="col">is</th>${MEASURES.map(([, title]) => markup`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function costCell(bytes: number): Markup {
  const kind = bytes > 0 ? 'more' : bytes < 0 ? 'less' : 'none';
  return markup`<td class="${kind}">${bytes > 0 ? `+${bytes}` : bytes}</td>`;
}
