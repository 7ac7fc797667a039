/**
 * The Kconfig language: load a tree, read a configuration file or set values, ask for every symbol's
 * value and the reason for it, write `.config` and its kin. Knows nothing of mallocgen.
 */
export { askNewSymbols } from './ask/dialogue.ts';
export { findNewSymbols, formatNewSymbol, type NewSymbol, type NewSymbols } from './ask/new-symbols.ts';
export type { Answer, Asking, Step, UnendedLine } from './ask/step.ts';
export { writeAutoConf, writeHeader } from './autoconf.ts';
export { parseCondition, type Condition } from './condition.ts';
export type { Assignment, Defconfig } from './config-file/defconfig.ts';
export { parseDefconfig, readDefconfig, type ReadOptions } from './config-file/read.ts';
export { decodeBytes, encodeText } from './files/bytes.ts';
export { saveFile, type SaveOptions } from './config-file/save.ts';
export { assignValues, type AssignedValue } from './config-file/values.ts';
export { Configuration } from './configuration.ts';
export { configure, refuse, type ConfigureOptions } from './configure.ts';
export { defaultConfigs } from './default-configs.ts';
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
export { diffResulting, diffWritten, type Difference } from './diff.ts';
export * from './errors.ts';
export type {
  Explanation,
  InvolvedSymbol,
  MentionedSymbol,
  Missing,
  MissingCondition,
  MissingGroup,
  Raiser,
  Selector,
} from './explain.ts';
export { loadKconfig, type LoadOptions } from './load.ts';
export type { ShellPermission } from './macro/shell.ts';
export {
  mergeDefconfigs,
  mergeResults,
  type Merged,
  type MergeResult,
  type Override,
} from './merge.ts';
export type { Mode } from './modes.ts';
export { formatPosition, type Position } from './position.ts';
export { configureRandomly, EVEN_PROBABILITY, type Probability } from './random.ts';
export { reduceDefconfig, saveDefconfig } from './savedefconfig.ts';
export type { KconfigTree } from './tree/tree.ts';
export type { Origin, OriginKind, SymbolType, SymbolValue, TristateLetter } from './values.ts';
export { writeConfig } from './write-config.ts';
