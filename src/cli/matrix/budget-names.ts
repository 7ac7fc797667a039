import {
  parseRowName,
  rowName,
  type Budgets,
  type Matrix,
} from '../../../generator/matrix/index.ts';
import { configurationName } from '../../../generator/output/configuration-name.ts';
import { UsageError } from '../usage-error.ts';

/** The names of configurations that a budget may be of. */
export interface KnownConfigurations {
  /** Absolute paths of those that are made. */
  readonly made: readonly string[];
  /** File names of those in the folder of configurations. */
  readonly inFolder: readonly string[];
  /** Whether only some phases are made. */
  readonly isPartOfPhases: boolean;
}

/**
 * Throws {@link UsageError} if a `--budget` is of no configuration. A configuration that is not in `matrix`
 * but in the folder is in another part; all parts may be given the same options.
 */
export function checkBudgetNames(
  budgets: Budgets,
  matrix: Matrix,
  { inFolder, isPartOfPhases }: KnownConfigurations,
): void {
  const made = [...matrix.rows, ...(matrix.refused ?? [])];
  const rows = new Set(made.flatMap((row) => [rowName(row), row.configuration]));
  const failed = new Set(matrix.failures.map(({ configuration }) => configuration));
  const others = new Set(inFolder.map(configurationName));
  const unknown = Object.keys(budgets).find((name) => {
    const configuration = configurationOf(name);
    if (rows.has(name) || failed.has(configuration)) return false;
    // The matrix has all phases of a configuration, unless --phase left some out.
    if (rows.has(configuration) && isPartOfPhases) return false;
    return rows.has(configuration) || !others.has(configuration);
  });
  if (unknown !== undefined) throw ofNoConfiguration(unknown);
}

/** The same for what is known before anything is made: the names of configurations. */
export function checkBudgetConfigurations(
  budgets: Budgets,
  { made, inFolder }: KnownConfigurations,
): void {
  const known = new Set([...made, ...inFolder].map(configurationName));
  const unknown = Object.keys(budgets).find((name) => !known.has(configurationOf(name)));
  if (unknown !== undefined) throw ofNoConfiguration(unknown);
}

/** The budgets that no row of a matrix is checked against. */
export function uncheckedBudgets(budgets: Budgets, matrix: Matrix): readonly string[] {
  const rows = new Set(matrix.rows.flatMap((row) => [rowName(row), row.configuration]));
  return Object.keys(budgets).filter((name) => !rows.has(name));
}

function configurationOf(name: string): string {
  return parseRowName(name)?.configuration ?? name;
}

function ofNoConfiguration(name: string): UsageError {
  return new UsageError(`The budget of ${name} is of no configuration: correct its name.`);
}
