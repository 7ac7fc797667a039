import type { MatrixWarning } from '../../../generator/matrix/index.ts';
import type { CommandHost } from '../command-host.ts';
import type { Finding } from '../findings/finding.ts';
import { printFindings } from '../findings/print-findings.ts';

/** Prints the warnings about some configurations, each once. */
export function printWarnings(
  warnings: readonly MatrixWarning[] | undefined,
  host: CommandHost,
): void {
  const findings = (warnings ?? []).map(({ code, file, line, message }): Finding => ({
    code,
    severity: 'warning',
    position: { file, line },
    message,
  }));
  const distinct = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  printFindings([...distinct.values()], host);
}
