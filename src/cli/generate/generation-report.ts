import type { Diagnostic } from '../../../generator/kconfig/index.ts';
import type { Output, PhaseManifest } from '../../../generator/output/index.ts';
import { styler } from '../../host-process.ts';
import type { CommandHost } from '../command-host.ts';
import type { Finding } from '../findings/finding.ts';
import { printFindings } from '../findings/print-findings.ts';
import { relativePaths } from '../relative-paths.ts';
import { tableLines, type Column } from '../table.ts';

/** What `mallocgen --defconfig` reports when it has written the modules. */
export interface GenerationReport extends Output {
  readonly warnings: readonly Diagnostic[];
}

type Row = readonly [phase: string, build: PhaseManifest];

const COLUMNS: readonly Column<Row>[] = [
  { title: 'phase', value: ([phase]) => phase },
  { title: 'exports', value: ([, { exports }]) => exports.length },
  { title: 'raw', value: ([, { sizes }]) => sizes.raw },
  { title: 'gzip', value: ([, { sizes }]) => sizes.gzip },
  { title: 'brotli', value: ([, { sizes }]) => sizes.brotli },
  { title: 'static data', value: ([, { sizes }]) => sizes.staticData },
];

/** Prints one JSON value to standard output: the folder, the warnings and the manifest. */
export function printJson(report: GenerationReport, host: CommandHost): void {
  const warnings = report.warnings.map(({ code, position, message, symbol }) => ({
    code,
    file: relativePaths(position.file, host.cwd()),
    line: position.line,
    column: position.column,
    message,
    symbol,
  }));
  const folder = relativePaths(report.folder, host.cwd());
  const { manifest } = report;
  host.stdout.write(`${JSON.stringify({ folder, warnings, manifest }, null, 2)}\n`);
}

/** Prints the warnings to standard error, then a row for each phase to standard output. */
export function printTable(report: GenerationReport, host: CommandHost): void {
  printFindings(report.warnings.map(asWarning), host);
  const { measurement } = report.manifest;
  const [titles = '', ...rows] = tableLines(COLUMNS, Object.entries(report.manifest.phases));
  host.stdout.write(
    [
      styler(host.stdout, host.env)('bold', titles),
      ...rows,
      '',
      `Bytes of the measured functions, minified by ${measurement.minifier}; ` +
        `gzip ${measurement.gzip}, brotli ${measurement.brotli}.`,
      `Written to ${relativePaths(report.folder, host.cwd())}`,
      '',
    ].join('\n'),
  );
}

/** What C conf says nothing about changes the allocator as well: here it is a warning. */
function asWarning({ code, position: { file, line }, message }: Diagnostic): Finding {
  return { code, severity: 'warning', position: { file, line }, message };
}
