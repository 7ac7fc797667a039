import type { Defconfig } from '../defconfigs/defconfig.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { applyDefconfig, type Assigned } from './apply-defconfig.ts';
import { Evaluation } from './evaluation.ts';
import { applyMode, keepsFile, type Mode } from './mode.ts';
import { withoutMarkedDefaults } from './marked-defaults.ts';
import { settleFile } from './settle-file.ts';

/** A file, and what a mode made of the rest. */
export interface EvaluatedMode {
  /** Each value is up to date, or is worked out when it is asked for. */
  readonly evaluation: Evaluation;
  readonly assigned: Assigned;
  /** The symbols whose numbers were out of their range. */
  readonly outOfRange: readonly ConfigSymbol[];
}

/**
 * Reads a file into a new evaluation, and gives all other symbols what the mode has for them: the first
 * three phases of an evaluation.
 *
 * @param file without one all symbols are new, as for the C program's all*config targets.
 * @param reporter gets what is wrong with the file's lines.
 */
export function evaluateMode(
  tree: KconfigTree,
  file: Defconfig | undefined,
  mode: Mode,
  reporter: Reporter,
): EvaluatedMode {
  const defconfig = file && withoutMarkedDefaults(tree, file);
  const evaluation = new Evaluation(tree);
  let assigned: Assigned = new Map();
  let outOfRange: readonly ConfigSymbol[] = [];
  /**
   * The C program evaluates everything a second time, which changes nothing unless what is there is out
   * of date or values depend on the order of evaluation.
   */
  let isStale = defconfig === undefined;
  if (defconfig) {
    const applied = applyDefconfig(evaluation, defconfig, reporter);
    ({ assigned } = applied);
    if (mode === 'defconfig' || keepsFile(mode) || tree.dialect.startsFromConfig) {
      const settled = settleFile(evaluation);
      ({ outOfRange, isStale } = settled);
      const isUpToDate = !settled.changed && !applied.hasCountedLine;
      // `conf_write` evaluates what it writes once more if nothing has changed.
      if (mode === 'olddefconfig' && isUpToDate) evaluation.invalidateAll();
    }
  }
  if (mode !== 'defconfig' || isStale || tree.isOrderSensitive) applyMode(evaluation, mode);
  return { evaluation, assigned, outOfRange };
}
