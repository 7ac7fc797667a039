import type { Defconfig } from '../defconfigs/defconfig.ts';
import { Configuration } from './configuration.ts';
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { ConfigurationRefusedError } from '../diagnostics/errors.ts';
import { evaluateMode } from '../evaluation/evaluate-mode.ts';
import type { Mode } from '../evaluation/mode.ts';
import { reportResult } from '../answers/report-result.ts';
import type { KconfigTree } from '../tree/tree.ts';

export interface ConfigureOptions {
  /** What symbols without a value in the file get; `defconfig`, their defaults, if not given. */
  readonly mode?: Mode;
  /**
   * Which diagnostics are errors: these codes, or every one. If not given, none: bad values are
   * ignored with a warning, as by the C program.
   */
  readonly deny?: readonly DiagnosticCode[] | 'all';
}

/**
 * Works out every symbol's value. Without a file all symbols are new, as for the C program's
 * all*config targets.
 *
 * @throws ConfigurationRefusedError when a diagnostic is one of `deny`.
 */
export function configure(
  tree: KconfigTree,
  defconfig?: Defconfig,
  options: ConfigureOptions = {},
): Configuration {
  const configuration = configureReporting(tree, defconfig, options.mode ?? 'defconfig', (all) => all);
  refuse(configuration.diagnostics, options.deny ?? []);
  return configuration;
}

/** The same, with only those of the diagnostics that `choose` lets through, and what it adds. */
export function configureReporting(
  tree: KconfigTree,
  defconfig: Defconfig | undefined,
  mode: Mode,
  choose: (found: readonly Diagnostic[]) => readonly Diagnostic[],
): Configuration {
  const reporter = new Reporter();
  const { evaluation, assigned, outOfRange } = evaluateMode(tree, defconfig, mode, reporter);
  const isByMode = mode === 'allyesconfig' || mode === 'allmodconfig' || mode === 'allnoconfig';
  return new Configuration(evaluation, assigned, isByMode, () => {
    reportResult(evaluation, assigned, outOfRange, reporter);
    const found = [...(defconfig?.diagnostics ?? []), ...reporter.diagnostics];
    return choose(inOrder(defconfig, found));
  });
}

/** Throws if one of the diagnostics is among the codes. */
export function refuse(
  diagnostics: readonly Diagnostic[],
  deny: readonly DiagnosticCode[] | 'all',
): void {
  const refused =
    deny === 'all' ? diagnostics : diagnostics.filter(({ code }) => deny.includes(code));
  if (refused.length > 0) throw new ConfigurationRefusedError(refused);
}

/** First what is about the file, by its lines, then what is about the tree. */
function inOrder(
  defconfig: Defconfig | undefined,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const rank = ({ position }: Diagnostic): number =>
    position.file === defconfig?.file ? position.line : Infinity;
  return diagnostics.toSorted((left, right) =>
    rank(left) < rank(right) ? -1 : rank(left) > rank(right) ? 1 : 0,
  );
}
