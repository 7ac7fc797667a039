import {
  MEASURES,
  parseRowName,
  type Allowance,
  type Baseline,
  type Budgets,
  type Measure,
} from './baseline.ts';
import { difference, type VariantDifference } from './difference.ts';
import { byRow, rowName, variantOf, type Matrix, type MatrixRow, type RowKey } from './matrix.ts';

/** A size that is not what was accepted. */
export interface Change {
  readonly measure: Measure;
  readonly before: number;
  readonly after: number;
  /** Bytes by which it may grow. */
  readonly allowed: number;
}

/** What became of a row. */
export type Verdict = RowKey &
  (
    | { readonly kind: 'same' }
    | {
        readonly kind: 'changed';
        readonly changes: readonly Change[];
        /** True where some size grew by more than it may. */
        readonly tooLarge: boolean;
        readonly difference: VariantDifference;
      }
    | { readonly kind: 'appeared' }
    | { readonly kind: 'vanished' }
  );

/** A limit, and what is left of it. */
export interface BudgetVerdict extends RowKey {
  readonly measure: Measure;
  readonly limit: number;
  readonly size: number;
  /** Bytes below the limit; below 0 where it is exceeded. */
  readonly slack: number;
}

/** How a matrix stands to its baseline. */
export interface Check {
  readonly verdicts: readonly Verdict[];
  readonly budgets: readonly BudgetVerdict[];
  /** Budgets that are of no configuration; none is told where the matrix is a part of all. */
  readonly unusedBudgets: readonly string[];
  /**
   * True where nothing grew too much, appeared, vanished, failed or exceeds its budget, and each
   * budget is of a configuration.
   */
  readonly holds: boolean;
}

function allowedGrowth(size: number, { bytes, percent }: Allowance): number {
  return Math.max(bytes, Math.floor((size * percent) / 100));
}

function verdictOf(row: MatrixRow, matrix: Matrix, baseline: Baseline): Verdict {
  const { configuration, phase } = row;
  const key = { configuration, phase };
  const before = baseline.variants[rowName(row)];
  if (before === undefined) return { ...key, kind: 'appeared' };
  const after = variantOf(matrix, row);
  const tolerance = { ...baseline.tolerance, ...before.tolerance };
  const changes = MEASURES.map((measure): Change => {
    const size = before.sizes[measure];
    const allowed = allowedGrowth(size, tolerance[measure]);
    return { measure, before: size, after: after.sizes[measure], allowed };
  }).filter((change) => change.before !== change.after);
  const what = difference({ phase, variant: before }, { phase, variant: after });
  if (changes.length === 0 && what.functions.length === 0 && what.symbols.length === 0)
    return { ...key, kind: 'same' };
  const tooLarge = changes.some((change) => change.after - change.before > change.allowed);
  return { ...key, kind: 'changed', changes, tooLarge, difference: what };
}

/** The limits of one row: those of its configuration, then its own. */
function budgetsOf(row: MatrixRow, matrix: Matrix, budgets: Budgets): readonly BudgetVerdict[] {
  const { configuration, phase } = row;
  const limits = { ...budgets[configuration], ...budgets[rowName(row)] };
  const { sizes } = variantOf(matrix, row);
  return MEASURES.flatMap((measure) => {
    const limit = limits[measure];
    if (limit === undefined) return [];
    const size = sizes[measure];
    return [{ configuration, phase, measure, limit, size, slack: limit - size }];
  });
}

/**
 * Compares a matrix with what was accepted. Raw bytes are exact, so they decide; compressed ones have
 * room for noise.
 * @param whole false where the matrix is a part of all configurations: then nothing has vanished
 */
export function checkMatrix(matrix: Matrix, baseline: Baseline, whole: boolean): Check {
  const present = new Set(matrix.rows.map(rowName));
  const failed = new Set(matrix.failures.map(({ configuration }) => configuration));
  const vanished = Object.keys(baseline.variants).flatMap((name): Verdict[] => {
    const key = parseRowName(name);
    if (!whole || key === undefined || present.has(name) || failed.has(key.configuration))
      return [];
    return [{ ...key, kind: 'vanished' }];
  });
  const verdicts = [
    ...matrix.rows.map((row) => verdictOf(row, matrix, baseline)),
    ...vanished,
  ].toSorted(byRow);
  const budgets = matrix.rows.flatMap((row) => budgetsOf(row, matrix, baseline.budgets));
  const known = new Set(matrix.rows.flatMap((row) => [rowName(row), row.configuration]));
  const unusedBudgets = Object.keys(baseline.budgets).filter(
    (name) => whole && !known.has(name) && !failed.has(parseRowName(name)?.configuration ?? name),
  );
  return {
    verdicts,
    budgets,
    unusedBudgets,
    holds:
      matrix.failures.length === 0 &&
      unusedBudgets.length === 0 &&
      budgets.every(({ slack }) => slack >= 0) &&
      verdicts.every(isAccepted),
  };
}

/** True where a row is as the baseline has it, but for what its tolerance allows. */
export function isAccepted(verdict: Verdict): boolean {
  return verdict.kind === 'changed' ? !verdict.tooLarge : verdict.kind === 'same';
}
