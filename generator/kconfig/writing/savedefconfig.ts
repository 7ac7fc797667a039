import { evaluateFile } from '../evaluation/evaluate-file.ts';
import type { Defconfig } from '../defconfigs/defconfig.ts';
import { parseDefconfig } from '../defconfigs/read.ts';
import { formatSymbol } from './config-lines.ts';
import type { ConfigurationValues } from '../evaluation/symbol-value.ts';
import { type Evaluation } from '../evaluation/evaluation.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { MOD, NO, type Tristate, YES, letterOf } from '../values/tristate.ts';

/**
 * The smallest defconfig that gives the same configuration: symbols at their default, and those that
 * a user cannot change, are left out. As the C program does, it starts from the text of `.config`.
 */
export function saveDefconfig(configuration: ConfigurationValues): string {
  const { tree } = configuration;
  return reduceDefconfig(
    tree,
    parseDefconfig(configuration.toConfig(), '.config', tree.prefix),
  );
}

/** The same of a file: the smallest that gives what it gives. Without one, of no values at all. */
export function reduceDefconfig(tree: KconfigTree, defconfig: Defconfig | undefined): string {
  const { evaluation } = evaluateFile(tree, defconfig);
  evaluation.invalidateAll();
  const lines: string[] = [];
  const seen = new Set<ConfigSymbol>();
  for (const { symbol, prompt, visibility } of tree.nodes) {
    if (!symbol) {
      if (prompt && evaluation.evaluate(visibility) !== NO) evaluation.evaluate(prompt.condition);
      continue;
    }
    if (symbol.isChoice || seen.has(symbol)) continue;
    evaluation.calculate(symbol);
    if (symbol.type === 'unknown' || !evaluation.isWritten(symbol)) continue;
    seen.add(symbol);
    if (evaluation.visible[symbol.index]! <= evaluation.selected[symbol.index]!) continue;
    const value = evaluation.text(symbol);
    if (value === defaultText(evaluation, symbol)) continue;
    if (!tree.dialect.savesDefaultMembers && isDefaultMember(evaluation, symbol)) continue;
    lines.push(formatSymbol(symbol, value, tree));
  }
  return lines.join('');
}

/** The value without an assignment, of a choice's member too; ranges are not looked at. */
function defaultText(evaluation: Evaluation, symbol: ConfigSymbol): string {
  const { index, type, choice } = symbol;
  const { dialect } = evaluation.tree;
  if (choice && dialect.membersDefaultToN) return 'n';
  const property = evaluation.firstThatHolds(symbol.defaults);
  if (!isBoolean(symbol)) {
    if (property?.value.kind !== 'symbol') return evaluation.emptyText(symbol);
    evaluation.calculate(property.value.symbol);
    return evaluation.rawText(property.value.symbol) || evaluation.emptyText(symbol);
  }
  let value: Tristate = NO;
  if (property) {
    const limit = evaluation.evaluate(property.condition);
    value = Math.min(evaluation.evaluate(property.value), limit) as Tristate;
  }
  value = Math.max(value, evaluation.selected[index]!) as Tristate;
  if (value === MOD) {
    const hasNoModules = evaluation.tristate(evaluation.tree.modules) === NO;
    if (type === 'bool' || (hasNoModules && !choice)) value = YES;
  }
  return letterOf(Math.max(value, evaluation.implied[index]!));
}

/** Whether a choice that must be on takes this bool member by itself. */
function isDefaultMember(evaluation: Evaluation, symbol: ConfigSymbol): boolean {
  const { choice, type } = symbol;
  return (
    choice !== undefined &&
    !choice.isOptional &&
    type === 'bool' &&
    evaluation.tristate(symbol) === YES &&
    evaluation.defaultMember(choice) === symbol
  );
}
