import {
  functionCount,
  rowName,
  variantOf,
  type BudgetVerdict,
  type Matrix,
  type MatrixRow,
  type MatrixVariant,
  type OptionCost,
  type OptionCosts,
  type Sizes,
} from '../matrix/index.ts';
import { budgetTable } from './budget-table.ts';
import { functionTable } from './function-table.ts';
import { historyChart, type HistoryPoint } from './history-chart.ts';
import { markup, verbatim, type Markup } from './markup.ts';
import { breakable, scrollable } from './parts.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { functionTreemap } from './treemap.ts';

/** All that the page says. */
export interface Report {
  readonly matrix: Matrix;
  /** Empty if they were not measured. */
  readonly costs: OptionCosts;
  readonly budgets: readonly BudgetVerdict[];
  /** Oldest first; empty if there is no history. */
  readonly history: readonly HistoryPoint[];
  /** Whether the repository has only the last commits, so that the history may be cut off. */
  readonly isShallow: boolean;
}

const MEASURES = [
  ['raw', 'raw'],
  ['gzip', 'gzip'],
  ['brotli', 'brotli'],
  ['staticData', 'static data'],
] as const satisfies readonly (readonly [keyof Sizes, string])[];

/** In every page, and in no other file. */
const MARK = '<meta name="generator" content="mallocgen report">';

/** True if `text` is a page of {@link reportPage}. */
export function isReportPage(text: string): boolean {
  return text.includes(MARK);
}

/** The report as one page that needs no other file. */
export function reportPage({ matrix, costs, budgets, history, isShallow }: Report): string {
  const configurations = new Set(
    [...matrix.rows, ...matrix.failures].map(({ configuration }) => configuration),
  );
  const sums = [
    counted(configurations.size, 'configuration'),
    counted(matrix.rows.length, 'phase'),
    counted(Object.keys(matrix.variants).length, 'distinct variant'),
  ].join(', ');
  const table = markup`<table id="matrix">
<thead><tr>${headers()}</tr></thead>
<tbody>
${matrix.rows.map((row) => tableRow(row, variantOf(matrix, row)))}${failureRows(matrix)}</tbody>
</table>`;
  const page = markup`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${verbatim(MARK)}
<title>mallocgen: what each configuration weighs</title>
<style>${verbatim(STYLE)}</style>
<main>
<h1>What each configuration weighs</h1>
<p>${sums}. Bytes of the measured functions, minified by ${matrix.minifier}. Made by ${matrix.generator}.</p>
${isShallow ? SHALLOW : undefined}<p><label>Show names with <input id="filter" type="search" size="24"></label></p>
<p id="nothing" role="status" hidden></p>
<h2>Sizes</h2>
${scrollable('Sizes', table)}
${budgetTable(budgets)}<h2>Details</h2>
${matrix.rows.map((row) => section(row, matrix, costs[rowName(row)] ?? [], history))}</main>
<script>${verbatim(SCRIPT)}</script>
</html>
`;
  return page.html;
}

const SHALLOW = markup`<p>The repository is a shallow clone, so older sizes are missing. <code>git fetch --unshallow</code> fetches them; in a workflow, <code>fetch-depth: 0</code> does.</p>
`;

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function headers(): readonly Markup[] {
  const titles = ['configuration', 'phase', ...MEASURES.map(([, title]) => title), 'functions'];
  return titles.map(
    (title, i) =>
      markup`<th${verbatim(i < 2 ? ' class="text"' : '')} scope="col"><button type="button">${title}</button></th>`,
  );
}

function tableRow(row: MatrixRow, variant: MatrixVariant): Markup {
  const { configuration, phase } = row;
  const cells = MEASURES.map(([key]) => markup`<td>${variant.sizes[key]}</td>`);
  return markup`<tr data-name="${rowName(row)}"><td><a href="#${encodeURIComponent(rowName(row))}">${breakable(configuration)}</a></td><td class="text">${phase}</td>${cells}<td>${functionCount(variant)}</td></tr>\n`;
}

function failureRows(matrix: Matrix): readonly Markup[] {
  return matrix.failures.map(
    ({ configuration, phase = '', message }) =>
      markup`<tr data-name="${configuration}/${phase}"><td>${breakable(configuration)}</td><td class="text">${phase}</td><td class="text failed" colspan="5" data-value="">${message}</td></tr>\n`,
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
  // Equal variants are shown once.
  const shown =
    twin === row
      ? markup`<h3>Functions</h3>${scrollable(`Functions of ${name} by bytes`, functionTreemap(functions))}${functionTable(name, functions)}`
      : markup`<p>The same module as <a href="#${encodeURIComponent(rowName(twin))}">${rowName(twin)}</a>.</p>`;
  return markup`<section id="${name}" data-name="${name}" aria-label="${name}"><details><summary>${row.configuration}, ${row.phase}: ${sizes.raw} bytes, ${sizes.brotli} after brotli</summary>${shown}${costs.length > 0 ? costTable(name, costs) : undefined}${chart && markup`<h3>Raw bytes as accepted</h3>${chart}`}</details></section>\n`;
}

function costTable(name: string, costs: readonly OptionCost[]): Markup {
  const rows = costs
    .toSorted((a, b) => b.sizes.raw - a.sizes.raw || (a.symbol < b.symbol ? -1 : 1))
    .map(
      ({ symbol, value, sizes }) =>
        markup`<tr><th scope="row">${breakable(`CONFIG_${symbol}`)}</th><td>${value}</td>${MEASURES.map(([key]) => costCell(sizes[key]))}</tr>\n`,
    );
  const table = markup`<table><thead><tr><th scope="col">option</th><th scope="col">is</th>${MEASURES.map(([, title]) => markup`<th scope="col">${title}</th>`)}</tr></thead><tbody>${rows}</tbody></table>`;
  return markup`<h3>What each option costs here</h3><p>Bytes that setting an option adds when it alone is toggled, together with what follows from it by default.</p>${scrollable(`What each option costs ${name}`, table)}`;
}

function costCell(bytes: number): Markup {
  const kind = bytes > 0 ? 'more' : bytes < 0 ? 'less' : 'none';
  return markup`<td class="${kind}">${bytes > 0 ? `+${bytes}` : bytes}</td>`;
}
