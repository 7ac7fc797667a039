import type { Assignment, Defconfig } from '../defconfigs/defconfig.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { numberOf } from '../values/numbers.ts';
import { isBoolean, isNumeric } from '../values/symbol-type.ts';
import { NO } from '../values/tristate.ts';
import { applyDefconfig } from './apply-defconfig.ts';
import { Evaluation } from './evaluation.ts';
import { isWithinRange } from './range.ts';
import { settleFile } from './settle-file.ts';
import { findAssignable, readUserValue } from './user-value.ts';

/** As many times as marked lines are compared with what comes out; each time more of them may differ. */
const MAX_ROUNDS = 8;

/**
 * Leaves out the lines that are marked as values that no user gave, as far as the tree gives the same without
 * them: then they follow their conditions. One that differs counts, since the tree has changed since it was
 * written, unless KCONFIG_DEFAULTS_POLICY says that the tree is to decide. What a user says of the same symbol
 * or choice goes first.
 */
export function withoutMarkedDefaults(tree: KconfigTree, defconfig: Defconfig): Defconfig {
  const { assignments } = defconfig;
  if (!tree.dialect.marksDefaults || !assignments.some(isMarked)) return defconfig;
  const kept = new Map(assignments.filter((line) => !isMarked(line)).map((line) => [line, line]));
  const users = usersOf(kept.keys(), tree);
  let open = assignments.filter((line) => {
    const symbol = findAssignable(tree, line.name);
    if (!isMarked(line) || !tree.takesMarkedDefaults || !symbol || symbol.prompts.length === 0) return false;
    return !users.has(symbol) && !(symbol.choice && users.has(symbol.choice));
  });
  const lines = (): Defconfig => ({ ...defconfig, assignments: assignments.flatMap((line) => kept.get(line) ?? []) });
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const evaluation = new Evaluation(tree);
    applyDefconfig(evaluation, lines(), new Reporter());
    settleFile(evaluation);
    evaluation.invalidateAll();
    const differing = open.filter((line) => differs(evaluation, line));
    if (differing.length === 0) break;
    for (const line of differing) kept.set(line, withinRange(evaluation, line));
    open = open.filter((line) => !kept.has(line));
  }
  return lines();
}

function isMarked({ isDefault }: Assignment): boolean {
  return isDefault === true;
}

/** The symbols that a user's lines set, and the choices of which they select a member. */
function usersOf(lines: Iterable<Assignment>, tree: KconfigTree): ReadonlySet<ConfigSymbol> {
  const users = new Set<ConfigSymbol>();
  for (const { name, value } of lines) {
    const symbol = findAssignable(tree, name);
    if (!symbol) continue;
    users.add(symbol);
    if (symbol.choice && value.startsWith('y')) users.add(symbol.choice);
  }
  return users;
}

/** The line, with the nearest bound for a number beyond its range: as a default, which is clamped. */
function withinRange(evaluation: Evaluation, line: Assignment): Assignment {
  const symbol = findAssignable(evaluation.tree, line.name)!;
  if (!isNumeric(symbol) || isWithinRange(evaluation, symbol, line.value)) return line;
  const range = evaluation.firstThatHolds(symbol.ranges)!;
  const isLow = numberOf(symbol.type, line.value) < evaluation.bound(range.low, symbol.type);
  return { ...line, value: evaluation.rawText(isLow ? range.low : range.high) };
}

/** Whether a default of the symbol's own would give another value than the line. */
function differs(evaluation: Evaluation, line: Assignment): boolean {
  const { tree } = evaluation;
  const symbol = findAssignable(tree, line.name)!;
  const value = readUserValue(symbol, line, tree.dialect);
  evaluation.calculate(symbol);
  if (!value || evaluation.visible[symbol.index] === NO) return false;
  if (isBoolean(symbol)) {
    if (symbol.choice && value.tristate === NO) return false;
    const { index } = symbol;
    const raised = Math.max(value.tristate, evaluation.implied[index]!, evaluation.selected[index]!);
    return raised !== evaluation.tristate(symbol);
  }
  const active = evaluation.firstThatHolds(symbol.defaults);
  const isSet = active !== undefined && active.node.symbol !== symbol;
  return !isSet && value.text !== evaluation.text(symbol);
}
