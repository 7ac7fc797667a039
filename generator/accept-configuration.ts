import { MallocgenError } from './error.ts';
import { formatDiagnostic, type Diagnostic, type DiagnosticCode } from './kconfig/index.ts';

/** The configuration file asks for what cannot be given. */
export class ConfigurationRefusedError extends MallocgenError {
  readonly code = 'configuration-refused';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
    this.diagnostics = diagnostics;
  }
}

/**
 * What C `conf` only warns about, to go on without the line. An allocator generated that way would
 * not be the one that was asked for.
 */
const REFUSED: ReadonlySet<DiagnosticCode> = new Set([
  'malformed-line',
  'wrong-type',
  'out-of-range',
]);

/**
 * Returns those diagnostics that are warnings only. Throws {@link ConfigurationRefusedError} with
 * all that are more; when `strict`, every one is.
 */
export function acceptConfiguration(
  diagnostics: readonly Diagnostic[],
  strict: boolean,
): readonly Diagnostic[] {
  const refused = diagnostics.filter(({ code }) => strict || REFUSED.has(code));
  if (refused.length > 0) {
    throw new ConfigurationRefusedError(refused);
  }
  return diagnostics;
}
