import {
  parseRowName,
  rowName,
  type Budgets,
  type Matrix,
} from '../../../generator/matrix/index.ts';
import { outputName } from '../../../generator/output/output-name.ts';
import type { HostProcess } from '../host-process.ts';
import { UsageError } from '../usage-error.ts';
import type { MatrixArguments } from './arguments.ts';
import { configurationsOf } from './configurations.ts';

/**
 * Throws {@link UsageError} where a `--budget` is of no configuration. One that is not in `matrix`,
 * but in the folder of configurations, is in another part: the parts may have the same options.
 */
export function checkBudgetNames(
  budgets: Budgets,
  matrix: Matrix,
  args: MatrixArguments,
  host: HostProcess,
): void {
  const rows = new Set(matrix.rows.flatMap((row) => [rowName(row), row.configuration]));
  const failed = new Set(matrix.failures.map(({ configuration }) => configuration));
  const unknown = Object.keys(budgets).find((name) => {
    const configuration = parseRowName(name)?.configuration ?? name;
    if (rows.has(name) || failed.has(configuration)) return false;
    // All phases of one that is there are there, unless --phase left some out.
    if (rows.has(configuration) && args.phase === undefined) return true;
    return !namesInFolder(args, host).has(configuration);
  });
  if (unknown !== undefined) {
    throw new UsageError(`The budget of ${unknown} is of no configuration: correct its name.`);
  }
}

function namesInFolder({ configs, kconfig }: MatrixArguments, host: HostProcess): Set<string> {
  try {
    return new Set(configurationsOf({ configs, kconfig }, host).map((file) => outputName(file)));
  } catch (error) {
    // With --defconfig, or for merge, there need be no such folder.
    if (error instanceof UsageError) return new Set();
    throw error;
  }
}
