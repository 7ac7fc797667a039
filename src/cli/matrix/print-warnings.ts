import { formatPosition } from '../../../generator/kconfig/index.ts';
import type { MatrixWarning } from '../../../generator/matrix/index.ts';
import { styler, type HostProcess } from '../host-process.ts';
import { relativePaths } from '../relative-paths.ts';

/** Tells what is to be said of some configurations, a line each, and nothing twice. */
export function printWarnings(
  warnings: readonly MatrixWarning[] | undefined,
  host: HostProcess,
): void {
  const warning = styler(host.stderr, host.env)('yellow', 'warning');
  const lines = (warnings ?? []).map(
    ({ message, ...position }) => `${formatPosition(position)}: ${warning}: ${message}\n`,
  );
  for (const line of new Set(lines)) host.stderr.write(relativePaths(line, host.cwd()));
}
