/**
 * The Kconfig language: load a tree, read a configuration file, ask for every symbol's value and
 * the reason for it, write `.config`. Knows nothing of mallocgen.
 */
export type { Assignment, Defconfig } from './config-file/defconfig.ts';
export { parseDefconfig, readDefconfig, type ReadOptions } from './config-file/read.ts';
export { Configuration } from './configuration.ts';
export { configure, refuse, type ConfigureOptions } from './configure.ts';
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
export * from './errors.ts';
export { loadKconfig, type LoadOptions } from './load.ts';
export type { ShellPermission } from './macro/shell.ts';
export type { Mode } from './modes.ts';
export { formatPosition, type Position } from './position.ts';
export type { KconfigTree } from './tree/tree.ts';
export type { Origin, OriginKind, SymbolType, SymbolValue, TristateLetter } from './values.ts';
export { saveDefconfig } from './savedefconfig.ts';
export { writeConfig } from './write-config.ts';
