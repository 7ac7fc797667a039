import { applyDefconfig } from '../config-file/apply.ts';
import type { Defconfig } from '../config-file/defconfig.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { Evaluation } from '../evaluate/evaluation.ts';
import { settleFile } from '../modes.ts';
import type { KconfigTree } from '../tree/tree.ts';

/**
 * The values of a configuration file, in which symbols that it does not name still count as new.
 * Without a file all do.
 */
export function evaluateForUser(tree: KconfigTree, defconfig: Defconfig | undefined): Evaluation {
  const evaluation = new Evaluation(tree);
  if (defconfig) {
    applyDefconfig(evaluation, defconfig, new Reporter());
    settleFile(evaluation);
  } else {
    evaluation.calculate(tree.modules);
  }
  return evaluation;
}
