import {
  DIAGNOSTIC_CODES,
  type Diagnostic,
  type DiagnosticCode,
} from '../../../generator/kconfig/index.ts';
import { nearest } from '../../../generator/text/suggest.ts';
import { UsageError } from '../usage-error.ts';
import type { Finding } from './finding.ts';

/** The options that turn diagnostics into errors. */
export interface Judging {
  readonly strict: boolean;
  readonly deny: readonly string[] | undefined;
  /** Which warnings about the configuration are errors, by the environment: as `warningsAreErrors` says. */
  readonly warningsAreErrors?: 'all' | 'known' | undefined;
}

/**
 * What KCONFIG_WERROR asks for: warnings are errors, those about symbols that the tree does not have only
 * if KCONFIG_WARN_UNKNOWN_SYMBOLS is set as well, because C `conf` has no such warning without it. As there,
 * an empty variable is set.
 */
export function warningsAreErrors(
  env: Readonly<Record<string, string | undefined>>,
): 'all' | 'known' | undefined {
  if (env['KCONFIG_WERROR'] === undefined) return undefined;
  return env['KCONFIG_WARN_UNKNOWN_SYMBOLS'] === undefined ? 'known' : 'all';
}

/** Throws {@link UsageError} for a code that no diagnostic has. */
export function checkCodes({ deny = [] }: Judging): void {
  for (const code of deny) {
    if (DIAGNOSTIC_CODES.includes(code as DiagnosticCode)) continue;
    const near = nearest(code, DIAGNOSTIC_CODES);
    const remedy = near === undefined ? 'docs/kconfig.md lists them.' : `Did you mean ${near}?`;
    throw new UsageError(`--deny ${code}: no diagnostic has this code. ${remedy}`);
  }
}

/** The findings of a tree and of one of its configurations. `strict` applies to the latter only. */
export function judge(
  ofTree: readonly Diagnostic[],
  ofConfiguration: readonly Diagnostic[],
  { strict, deny = [], warningsAreErrors: which }: Judging,
): readonly Finding[] {
  const denied = (diagnostic: Diagnostic, all: boolean): Finding =>
    all || deny.includes(diagnostic.code) ? { ...diagnostic, severity: 'error' } : diagnostic;
  const isWarningError = ({ severity, code }: Diagnostic): boolean =>
    severity === 'warning' && (which === 'all' || (which === 'known' && code !== 'unknown-symbol'));
  return [
    ...ofTree.map((diagnostic) => denied(diagnostic, false)),
    ...ofConfiguration.map((diagnostic) =>
      denied(diagnostic, strict || isWarningError(diagnostic)),
    ),
  ];
}
