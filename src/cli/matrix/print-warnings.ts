import { formatPosition } from '../../../generator/kconfig/index.ts';
import type { Matrix } from '../../../generator/matrix/index.ts';
import { styler, type HostProcess } from '../host-process.ts';

/** Tells what is to be said of the configurations, a line each. */
export function printWarnings({ warnings = [] }: Matrix, host: HostProcess): void {
  const warning = styler(host.stderr, host.env)('yellow', 'warning');
  for (const { message, ...position } of warnings) {
    host.stderr.write(`${formatPosition(position)}: ${warning}: ${message}\n`);
  }
}
