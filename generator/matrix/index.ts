/** Many configurations at once: what each phase of each weighs, and whether that is what it was. */
export {
  baselineOf,
  baselineSchema,
  BASELINE_SCHEMA,
  DEFAULT_TOLERANCE,
  formatBaseline,
  MEASURES,
  parseBaseline,
  parseRowName,
  type Allowance,
  type Baseline,
  type BaselineEntry,
  type Budgets,
  type Measure,
  type Tolerance,
} from './baseline.ts';
export { buildMatrix, type MatrixProgress, type MatrixRequest } from './build-matrix.ts';
export {
  checkMatrix,
  isAccepted,
  type BudgetVerdict,
  type Change,
  type Check,
  type Verdict,
} from './check.ts';
export {
  difference,
  type FunctionDifference,
  type Side,
  type SymbolDifference,
  type VariantDifference,
} from './difference.ts';
export { MatrixError } from './matrix-error.ts';
export {
  byRow,
  functionCount,
  isSameKind,
  kindOf,
  MATRIX_SCHEMA,
  matrixSchema,
  requestOf,
  rowName,
  variantOf,
  type Matrix,
  type MatrixFailure,
  type MatrixKind,
  type MatrixModule,
  type MatrixRefusal,
  type MatrixTarget,
  type MatrixWarning,
  type MatrixRow,
  type MatrixVariant,
  type RowKey,
  type Sizes,
} from './matrix.ts';
export { mergeMatrices, parseMatrix } from './parse-matrix.ts';
export { variantsOf, type WantedVariant } from './variants-of.ts';
export { optionCosts, type OptionCost, type OptionCosts } from './option-costs.ts';
