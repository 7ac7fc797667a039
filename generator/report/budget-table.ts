import type { BudgetVerdict } from '../matrix/index.ts';
import { rowName } from '../matrix/index.ts';
import { markup, type Markup } from './markup.ts';
import { breakable, scrollable } from './parts.ts';

/** What is left of each budget; nothing if there are none. */
export function budgetTable(budgets: readonly BudgetVerdict[]): Markup | undefined {
  if (budgets.length === 0) return undefined;
  const rows = budgets.map((budget) => {
    const { measure, size, limit, slack } = budget;
    const name = rowName(budget);
    const title = measure === 'staticData' ? 'static data' : measure;
    const left = slack < 0 ? `${-slack} over` : `${slack} left`;
    return markup`<tr data-name="${name}"><th scope="row">${breakable(name)}</th><td class="text">${title}</td><td>${size}</td><td>${limit}</td><td class="${slack < 0 ? 'more' : 'less'}">${left}</td></tr>\n`;
  });
  const table = markup`<table><thead><tr><th scope="col">name</th><th class="text" scope="col">measure</th><th scope="col">bytes</th><th scope="col">budget</th><th scope="col">difference</th></tr></thead><tbody>${rows}</tbody></table>`;
  return markup`<h2>Budgets</h2>\n${scrollable('Budgets', table)}\n`;
}
