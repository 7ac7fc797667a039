/**
 * The Kconfig language: load a tree, read a configuration file, ask for every symbol's value and
 * the reason for it, write `.config`. Knows nothing of mallocgen.
 */
export type { Assignment, Defconfig } from './config-file/defconfig.ts';
export { formatDiagnostic } from './diagnostics/diagnostic.ts';
export type {
  ConfigurationCode,
  Diagnostic,
  DiagnosticCode,
  Severity,
  TreeCode,
} from './diagnostics/diagnostic.ts';
export { formatPosition } from './position.ts';
export type { Position } from './position.ts';
export type { Origin, OriginKind, SymbolType, SymbolValue, TristateLetter } from './values.ts';
