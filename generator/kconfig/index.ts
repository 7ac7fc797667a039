/**
 * The Kconfig language: load a tree, read a configuration file or set values, ask for every symbol's
 * value and the reason for it, write `.config` and related files. Knows nothing of mallocgen.
 */
export { askAllSymbols, askForBuild, askNewSymbols } from './dialogue/dialogue.ts';
export { findNewSymbols, formatNewSymbol, type NewSymbol, type NewSymbols } from './dialogue/new-symbols.ts';
export type { Answer, Asking, Step, UnendedLine } from './dialogue/step.ts';
export { changedStamps } from './writing/stamps.ts';
export { writeAutoConf, writeHeader, writeRustcCfg, type AutoConfOptions } from './writing/autoconf.ts';
export type { Alternative, Alternatives } from './answers/alternatives.ts';
export { parseCondition, type Condition } from './answers/condition.ts';
export type { Assignment, Defconfig } from './defconfigs/defconfig.ts';
export { parseDefconfig, type ReadOptions } from './defconfigs/read.ts';
export { nodeFiles } from './node/node-files.ts';
export { readDefconfig } from './node/read-defconfig.ts';
export { decodeBytes, encodeText } from '../text/bytes.ts';
export { saveFile, type SaveOptions } from './node/save-file.ts';
export { assignValues, type AssignedValue } from './defconfigs/assign-values.ts';
export { Configuration } from './configurations/configuration.ts';
export { configure, refuse, type ConfigureOptions } from './configurations/configure.ts';
export { defaultConfigs } from './evaluation/default-configs.ts';
export {
  CONFIGURATION_CODES,
  DIAGNOSTIC_CODES,
  formatDiagnostic,
  TREE_CODES,
} from './diagnostics/diagnostic.ts';
export type {
  ConfigurationCode,
  Diagnostic,
  DiagnosticCode,
  Severity,
  TreeCode,
} from './diagnostics/diagnostic.ts';
export {
  formatOmitted,
  summariseDiagnostics,
  type DiagnosticSummary,
  type OmittedDiagnostics,
} from './diagnostics/summarise.ts';
export { diffResulting, diffWritten, type Difference } from './answers/difference.ts';
export * from './diagnostics/errors.ts';
export type { SourcePoint, SourceRange } from './diagnostics/source-range.ts';
export type {
  Explanation,
  InvolvedSymbol,
  MentionedSymbol,
  Missing,
  MissingCondition,
  MissingGroup,
  Raiser,
  Selector,
  Way,
} from './answers/explain.ts';
export { BUILT_IN_FUNCTIONS } from './reading/macro/functions.ts';
export { DIALECT_NAMES, findDialect, type Dialect } from './dialects/dialect.ts';
export { RULES, type DialectRules, type Rule } from './dialects/rules.ts';
export type { TreePlace } from './detection/find-dialect.ts';
export type { FoundDialect } from './detection/found-dialect.ts';
export type { FoundPrefix } from './detection/probe-prefix.ts';
export { findTreeDialect, findTreePrefix, loadKconfig, openKeptTree, type LoadOptions } from './node/load-kconfig.ts';
export type { KconfigFiles } from './reading/files/kconfig-files.ts';
export type { GivenFunction, MacroFunctionInCode } from './reading/macro/functions.ts';
export type { BesideWork, ShellPermission } from './node/shell.ts';
export type { KeptTree, TreeCache } from './node/tree-cache/tree-cache.ts';
export {
  mergeDefconfigs,
  type Merged,
  type MergeOptions,
  type Override,
} from './defconfigs/merge.ts';
export type { Mode } from './evaluation/mode.ts';
export { formatPosition, type Position } from './diagnostics/position.ts';
export { configureRandomly, EVEN_PROBABILITY, type Probability } from './configurations/random.ts';
export { reduceDefconfig, saveDefconfig } from './writing/savedefconfig.ts';
export type { Mention, MentionRole } from './tree/mentions.ts';
export type { KconfigTree } from './tree/tree.ts';
export { mergeResults, type MergeResult } from './answers/merge-results.ts';
export type { ConfigurationValues, Origin, OriginKind, SymbolValue } from './evaluation/symbol-value.ts';
export { forEachSymbol } from './tree/expression/expression.ts';
export { formatExpression } from './tree/expression/print.ts';
export type { ConfigSymbol, Expression, MenuNode, Property } from './tree/model/model.ts';
export type { SymbolType } from './values/symbol-type.ts';
export type { TristateLetter } from './values/tristate.ts';
export type { ImpossiblePlan, Plan, PossiblePlan } from './sessions/plan/plan.ts';
export type { Row, RowOptions } from './sessions/row.ts';
export type { SearchHit } from './sessions/search.ts';
export {
  openSession,
  type Change,
  type DifferenceBase,
  type Limits,
  type Session,
  type SessionChange,
} from './sessions/session.ts';
export { editLines } from './writing/edit-lines.ts';
export { writeConfig } from './writing/write-config.ts';
