import { formatPosition, type Position } from './position.ts';

/** `warning`: the C `conf` program says so and goes on. `note`: it says nothing. */
export type Severity = 'warning' | 'note';

/** Something that a user should know about a Kconfig tree, a configuration file or a result. */
export interface Diagnostic {
  /** Stable, for programs: see the catalogue. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly position: Position;
  /** One sentence without the position, beginning with the symbol where there is one. */
  readonly message: string;
  /** The symbol it is about, without `CONFIG_`. */
  readonly symbol?: string;
}

/** What a tree's text can be warned about. */
export const TREE_CODES = [
  'unsupported-character',
  'unterminated-string',
  'macro-warning',
  'macro-info',
  'unknown-option',
  'menuconfig-without-prompt',
  'prompt-whitespace',
  'prompt-redefined',
  'type-redefined',
  'help-redefined',
  'help-blank',
  'symbol-without-type',
  'choice-without-prompt',
  'choice-value-without-prompt',
  'choice-value-default',
  'choice-value-elsewhere',
  'choice-default-foreign',
  'default-not-symbol',
  'invalid-number',
  'select-by-wrong-type',
  'select-of-wrong-type',
  'range-on-wrong-type',
  'invalid-range',
  'empty-range',
  'bool-compared-with-m',
] as const;

export type TreeCode = (typeof TREE_CODES)[number];

/** What a configuration file, or the result of one, can be warned about. */
export const CONFIGURATION_CODES = [
  'malformed-line',
  'reassigned',
  'wrong-type',
  'loose-value',
  'unset-ignored',
  'out-of-range',
  'unknown-symbol',
  'value-not-taken',
  'choice-conflict',
  'choice-inconsistent',
  'unmet-dependency',
  'empty-range',
] as const;

export type ConfigurationCode = (typeof CONFIGURATION_CODES)[number];

export type DiagnosticCode = TreeCode | ConfigurationCode;

/** Every code that a diagnostic can have. Errors have codes of their own. */
export const DIAGNOSTIC_CODES: readonly DiagnosticCode[] = [
  ...new Set([...TREE_CODES, ...CONFIGURATION_CODES]),
];

/** `file:line: message`. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  return `${formatPosition(diagnostic.position)}: ${diagnostic.message}`;
}
