import { applyDefconfig } from './apply-defconfig.ts';
import type { Defconfig } from '../defconfigs/defconfig.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { Evaluation } from './evaluation.ts';
import { withoutMarkedDefaults } from './marked-defaults.ts';
import { settleFile } from './settle-file.ts';
import type { KconfigTree } from '../tree/tree.ts';

/** The values of a file before anything is made up for what it lacks. */
export interface EvaluatedFile {
  readonly evaluation: Evaluation;
  /** Whether the file says just what came out, so that writing it would change nothing. */
  readonly isUpToDate: boolean;
  /** What is wrong with its lines. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a file into a new evaluation. Symbols that it does not name count as new; without one, all. It is
 * evaluated in order, as help texts show values that are out of date.
 */
export function evaluateFile(tree: KconfigTree, file: Defconfig | undefined): EvaluatedFile {
  const defconfig = file && withoutMarkedDefaults(tree, file);
  const evaluation = new Evaluation(tree, true);
  if (!defconfig) {
    evaluation.calculate(tree.modules);
    return { evaluation, isUpToDate: false, diagnostics: [] };
  }
  const reporter = new Reporter();
  const { hasCountedLine } = applyDefconfig(evaluation, defconfig, reporter);
  const { changed } = settleFile(evaluation);
  const diagnostics = [...defconfig.diagnostics, ...reporter.diagnostics];
  return { evaluation, isUpToDate: !changed && !hasCountedLine, diagnostics };
}
