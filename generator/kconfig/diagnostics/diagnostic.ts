import { formatPosition, type Position } from './position.ts';
import { rangeOf, type SourceRange } from './source-range.ts';

/**
 * `error`: the C `conf` program stops; only a tree that was loaded with `strict: false` has these.
 * `warning`: it says so and goes on. `note`: it says nothing.
 */
export type Severity = 'error' | 'warning' | 'note';

/** Something that a user should know about a Kconfig tree, a configuration file or a result. */
export interface Diagnostic {
  /** Stable, for programs: see the catalogue. */
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly position: Position;
  /** What the message is about, from the position on. */
  readonly range: SourceRange;
  /** One sentence without the position, beginning with the symbol where there is one. */
  readonly message: string;
  /** The symbol it is about, without `CONFIG_`. */
  readonly symbol?: string;
}

/** A diagnostic whose range is found from its position when it is asked for. */
export class ReportedDiagnostic implements Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly position: Position;
  readonly message: string;
  declare readonly symbol?: string;

  constructor(
    code: DiagnosticCode,
    severity: Severity,
    position: Position,
    message: string,
    symbol: string | undefined,
  ) {
    this.code = code;
    this.severity = severity;
    this.position = position;
    this.message = message;
    if (symbol !== undefined) this.symbol = symbol;
  }

  get range(): SourceRange {
    return rangeOf(this.position);
  }

  toJSON(): Diagnostic {
    return { ...this, range: this.range };
  }
}

/** What a tree's text can be warned about. */
export const TREE_CODES = [
  'unsupported-character',
  'unterminated-string',
  'macro-warning',
  'macro-info',
  'unknown-option',
  'undefined-variable',
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
  'number-as-bool',
  'unexpanded-variable',
  'unused-function',
  'decimal-hex',
  'bool-compared-with-m',
  'dependency-loop',
] as const;

export type TreeCode = (typeof TREE_CODES)[number];

/** What a configuration file, or the result of one, can be warned about. */
export const CONFIGURATION_CODES = [
  'malformed-line',
  'misspelled-unset',
  'byte-order-mark',
  'preprocessor-warning',
  'comment-like-directive',
  'continued-comment',
  'undefined-macro',
  'reassigned',
  'wrong-type',
  'loose-value',
  'decimal-hex',
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

/** Errors of a tree's text that `strict: false` turns into diagnostics. */
export const TREE_ERROR_CODES = [
  'syntax-error',
  'source-not-found',
  'recursive-source',
  'macro-error',
  'error-if',
  'shell-not-allowed',
  'shell-failed',
  'dependency-loop',
  'too-complex',
] as const;

export type TreeErrorCode = (typeof TREE_ERROR_CODES)[number];

export type DiagnosticCode = TreeCode | ConfigurationCode | TreeErrorCode;

/** Every code that a warning or note can have. */
export const DIAGNOSTIC_CODES: readonly DiagnosticCode[] = [
  ...new Set([...TREE_CODES, ...CONFIGURATION_CODES]),
];

/** `file:line: message`. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  return `${formatPosition(diagnostic.position)}: ${diagnostic.message}`;
}
