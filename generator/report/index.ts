/** The matrix as a page to read: sizes, functions, the costs of options, budgets and history. */
export type { HistoryPoint } from './history-chart.ts';
export { isReportPage, reportPage, type Report } from './page.ts';
