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
  if (unknown !== undefined) throw ofNoConfiguration(unknown);
}

/**
 * The same for what can be told before anything is made: a name that is neither of a configuration that
 * will be made nor of one in the folder.
 */
export function checkBudgetConfigurations(
  budgets: Budgets,
  args: MatrixArguments,
  host: HostProcess,
): void {
  const names = Object.keys(budgets);
  if (names.length === 0) return;
  const made = configurationsOf(args, host).map((file) => outputName(file) as string);
  const known = new Set([...made, ...namesInFolder(args, host)]);
  const unknown = names.find((name) => !known.has(parseRowName(name)?.configuration ?? name));
  if (unknown !== undefined) throw ofNoConfiguration(unknown);
}

function ofNoConfiguration(name: string): UsageError {
  return new UsageError(`The budget of ${name} is of no configuration: correct its name.`);
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
