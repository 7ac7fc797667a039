/** The matrix as a page to read: sizes, functions, what options cost, and how sizes came about. */
export type { HistoryPoint } from './history-chart.ts';
export { isReportPage, reportPage, type Report } from './page.ts';
