import { counted } from '../counted.ts';
import type { MatrixFailure } from '../../../generator/matrix/index.ts';
import type { Phase } from '../../../generator/options/index.ts';
import { markdownLines } from '../markdown-table.ts';
import { tableLines, type Column } from '../table.ts';
import type { ReplayResult } from './replay-variant.ts';

/** One phase of a configuration: its sizes, and the results of the trace. */
export interface ReplayRow extends ReplayResult {
  readonly configuration: string;
  readonly phase: Phase;
  /** Bytes of the minified module. */
  readonly raw: number;
  readonly brotli: number;
}

export interface ReplayReport {
  readonly calls: number;
  readonly rows: readonly ReplayRow[];
  /** The configurations that could not be made. */
  readonly failures: readonly MatrixFailure[];
}

const COLUMNS: readonly Column<ReplayRow>[] = [
  { title: 'configuration', value: ({ configuration }) => configuration },
  { title: 'phase', value: ({ phase }) => phase },
  { title: 'raw', value: ({ raw }) => raw },
  { title: 'brotli', value: ({ brotli }) => brotli },
  { title: 'peak live', value: ({ peakLive }) => peakLive },
  { title: 'peak heap', value: ({ peakHeap }) => peakHeap },
  { title: 'waste', value: ({ waste }) => `${(100 * waste).toFixed(1)}%`, toTheRight: true },
  {
    title: 'largest free',
    value: ({ largestFree }) => String(largestFree ?? 'grows'),
    toTheRight: true,
  },
  { title: 'failures', value: ({ failures }) => failures },
  { title: 'ms', value: ({ time }) => time.toFixed(1), toTheRight: true },
];

/** The report as a table, a table in Markdown, or JSON. */
export function replayText(report: ReplayReport, format: string): string {
  if (format === 'json') return `${JSON.stringify(report, null, 2)}\n`;
  const { calls, rows } = report;
  const print = format === 'markdown' ? markdownLines : tableLines;
  return [
    ...print(COLUMNS, rows),
    '',
    `${counted(calls, 'call')}. raw, brotli: bytes of the code. peak live: bytes asked for. peak heap: how far the heap reached.`,
    'waste: what of that was never asked for. largest free: the largest malloc() afterwards. failures: calls that returned 0.',
    '',
  ].join('\n');
}
