import { tableText, type Column, type Format } from '../table.ts';
import { goalLine, type Goal } from '../goal.ts';
import { barChart } from './chart.ts';
import { C_DLMALLOC } from './c-dlmalloc.ts';
import { VIEWS, nanoseconds, ratiosTo, type Ratios, type Result, type View } from './results.ts';
import type { SpeedTrace } from './speed-traces.ts';

/** Bars longer than this many units are cut. */
const LONGEST_BAR = 3;

export interface Report {
  readonly machine: string;
  /** Where the times of C come from. */
  readonly source: string;
  readonly traces: readonly SpeedTrace[];
  readonly results: readonly Result[];
  /** Nanoseconds of C dlmalloc by view and trace. */
  readonly units: Readonly<Record<View, Readonly<Record<string, number>>>>;
  readonly goals: readonly Goal[];
}

const GROUPS = [
  { title: 'held out', isHeldOut: true },
  { title: 'in sight', isHeldOut: false },
] as const;

/** The ratios of one group of traces. The groups are never put into one mean. */
export function groupRatios(
  { traces, results, units }: Pick<Report, 'traces' | 'results' | 'units'>,
  view: View,
  isHeldOut: boolean,
): readonly Ratios[] {
  const names = new Set(traces.filter((trace) => trace.isHeldOut === isHeldOut).map((t) => t.name));
  return ratiosTo(
    units[view],
    results.filter(({ trace }) => names.has(trace)),
    view,
  );
}

export function reportText(report: Report, format: Exclude<Format, 'json'>): string {
  const { machine, source, goals } = report;
  const fenced = (text: string) => (format === 'markdown' ? `\`\`\`text\n${text}\n\`\`\`` : text);
  const bullet = format === 'markdown' ? '- ' : '';
  const parts = [machine, source];
  for (const view of VIEWS) parts.push(times(report, view, format));
  for (const { title, isHeldOut } of GROUPS) {
    for (const view of VIEWS) {
      const rows = groupRatios(report, view, isHeldOut);
      if (rows.length > 0) parts.push(ratioTable(`${title}, ${view}`, rows, format));
    }
    const charts = traceCharts(report, isHeldOut);
    if (charts !== '') parts.push(fenced(charts));
  }
  parts.push(goals.map((goal) => `${bullet}${goalLine(goal)}`).join('\n'));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function times({ traces, results }: Report, view: View, format: Exclude<Format, 'json'>): string {
  const names = [...new Set(results.map(({ contestant }) => contestant))];
  const cell = (name: string, trace: string) => {
    const result = results.find((r) => r.contestant === name && r.trace === trace);
    if (result === undefined) return '';
    const time = nanoseconds(result, view);
    if (time === undefined) return view === 'steady' ? `> ${result.atLeast.toFixed(0)}` : '';
    return time.toFixed(view === 'first round' ? 0 : 1);
  };
  const columns: readonly Column<SpeedTrace>[] = [
    { title: `ns a call, ${view}`, value: ({ name }) => name },
    { title: 'kind', value: ({ kind }) => kind },
    { title: 'held out', value: ({ isHeldOut }) => (isHeldOut ? 'yes' : '') },
    ...names.map((name): Column<SpeedTrace> => ({
      title: name,
      value: (trace) => cell(name, trace.name),
    })),
  ];
  return tableText(columns, traces, format);
}

/** A trace a line, so that a mean is never alone: the last lines have it, and the extremes. */
function ratioTable(
  title: string,
  ratios: readonly Ratios[],
  format: Exclude<Format, 'json'>,
): string {
  const traces = Object.keys(ratios[0]?.byTrace ?? {});
  const sign = ({ isLowerBound }: Ratios) => (isLowerBound ? '> ' : '');
  const rows: readonly (readonly [string, (ratios: Ratios) => string])[] = [
    ...traces.map((name) => [name, (r: Ratios) => number(r.byTrace[name])] as const),
    ['geometric mean', (r) => sign(r) + number(r.mean)],
    ['lowest', (r) => number(r.lowest)],
    ['highest', (r) => number(r.highest)],
  ];
  return tableText(
    [
      { title: `${title}, ${C_DLMALLOC} = 1`, value: ([name]) => name },
      ...ratios.map((own): Column<(typeof rows)[number]> => ({
        title: own.contestant,
        value: ([, value]) => value(own),
      })),
    ],
    rows,
    format,
  );
}

function traceCharts(report: Report, isHeldOut: boolean): string {
  const rows = groupRatios(report, 'steady', isHeldOut);
  const shown = rows.filter(({ contestant }) => contestant !== 'loop alone');
  return Object.keys(shown[0]?.byTrace ?? {})
    .map((trace) => {
      const bars = shown.map(({ contestant, byTrace }) => {
        const value = byTrace[trace] ?? Number.NaN;
        return { name: contestant, value, text: number(value) };
      });
      const c = { name: C_DLMALLOC, value: 1, text: '1' };
      const all = bars.some(({ name }) => name === C_DLMALLOC) ? bars : [...bars, c];
      return `${trace}\n${barChart(all, LONGEST_BAR)}`;
    })
    .join('\n\n');
}

function number(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(value < 10 ? 2 : 0);
}
