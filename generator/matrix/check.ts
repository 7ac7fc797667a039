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

/** The result for one row. */
export type Verdict = RowKey &
  (
    | { readonly kind: 'same' }
    | {
        readonly kind: 'changed';
        readonly changes: readonly Change[];
        /** True if some size grew by more than it may. */
        readonly tooLarge: boolean;
        readonly difference: VariantDifference;
      }
    | { readonly kind: 'appeared' }
    | { readonly kind: 'vanished' }
  );

/** A limit, and how much of it is left. */
export interface BudgetVerdict extends RowKey {
  readonly measure: Measure;
  readonly limit: number;
  readonly size: number;
  /** Bytes below the limit; negative if it is exceeded. */
  readonly slack: number;
}

/** A matrix compared with its baseline. */
export interface Check {
  readonly verdicts: readonly Verdict[];
  readonly budgets: readonly BudgetVerdict[];
  /** Budgets for configurations that do not exist; empty if the matrix is a part of all of them. */
  readonly unusedBudgets: readonly string[];
  /**
   * True if nothing grew too much, appeared, vanished, failed or exceeds its budget, and each budget
   * is for a configuration that exists.
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
 * Compares a matrix with the accepted sizes. Raw bytes are exact, so they decide; compressed ones have
 * room for noise.
 * @param whole false if the matrix is a part of all configurations, so that only what the target refuses
 * can have vanished
 */
export function checkMatrix(matrix: Matrix, baseline: Baseline, whole: boolean): Check {
  const present = new Set(matrix.rows.map(rowName));
  const failed = new Set(matrix.failures.map(({ configuration }) => configuration));
  const refused = new Set(matrix.refused?.map(rowName));
  const vanished = Object.keys(baseline.variants).flatMap((name): Verdict[] => {
    const key = parseRowName(name);
    if (key === undefined || present.has(name) || failed.has(key.configuration)) return [];
    if (!whole && !refused.has(name)) return [];
    return [{ ...key, kind: 'vanished' }];
  });
  const verdicts = [
    ...matrix.rows.map((row) => verdictOf(row, matrix, baseline)),
    ...vanished,
  ].toSorted(byRow);
  const budgets = matrix.rows.flatMap((row) => budgetsOf(row, matrix, baseline.budgets));
  const known = new Set(
    [...matrix.rows, ...(matrix.refused ?? [])].flatMap((row) => [rowName(row), row.configuration]),
  );
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

/** True if a row is as in the baseline, or differs by no more than its tolerance. */
export function isAccepted(verdict: Verdict): boolean {
  return verdict.kind === 'changed' ? !verdict.tooLarge : verdict.kind === 'same';
}
