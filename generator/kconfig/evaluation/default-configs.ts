import { Evaluation } from './evaluation.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { NO } from '../values/tristate.ts';

/**
 * The configuration files to try in order if there is no `.config`: the defaults that hold for the symbol
 * with `option defconfig_list`.
 */
export function defaultConfigs(tree: KconfigTree): readonly string[] {
  const evaluation = new Evaluation(tree);
  return (tree.defconfigList?.defaults ?? []).flatMap(({ condition, value }) => {
    if (evaluation.evaluate(condition) === NO || value.kind !== 'symbol') return [];
    evaluation.calculate(value.symbol);
    return [evaluation.text(value.symbol)];
  });
}
