import { BOOLEAN, HIDDEN, MEMBER } from '../tree/evaluation-tables.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { isNumeric } from '../values/symbol-type.ts';
import { NO } from '../values/tristate.ts';
import type { Evaluation } from './evaluation.ts';
import { isWithinRange } from './range.ts';

/** How the values of a file and those that came out go together. */
export interface SettledFile {
  /** The symbols whose numbers were out of their range. They are taken away unless the dialect clamps or rejects them later. */
  readonly outOfRange: readonly ConfigSymbol[];
  /** Whether the file lacks or contradicts a value that came out. */
  readonly changed: boolean;
  /**
   * Whether what has been evaluated may be out of date: a value was taken away, a choice counts
   * as new because the file contradicts itself, or a tristate one because not all of its members
   * have a value.
   */
  readonly isStale: boolean;
}

/**
 * Evaluates everything once after a file has been read, and takes numbers away that are out of their
 * range: the C program's `conf_read`.
 */
export function settleFile(evaluation: Evaluation): SettledFile {
  const { symbols, deepOrder, modules, tables, dialect } = evaluation.tree;
  const { choices, visitOrder, kinds } = tables;
  const keepsNumbers = dialect.clampsUser || dialect.rejectsWhileEvaluating;
  const isNew = (choice: ConfigSymbol): boolean => !evaluation.hasUserValue(choice);
  let isStale = choices.some(isNew);
  evaluation.calculate(modules);
  for (const symbol of deepOrder ?? []) evaluation.calculate(symbol);
  let unsaved = 0;
  // By index and kind: only few of the symbols themselves are needed.
  for (const index of visitOrder) {
    evaluation.calculateAt(index);
    if (!evaluation.isAskedForOrWritten(index)) continue;
    const kind = kinds[index]!;
    if ((kind & HIDDEN) === 0 && !agrees(evaluation, index, kind)) unsaved++;
  }
  const outOfRange: ConfigSymbol[] = [];
  for (const index of visitOrder) {
    if (!evaluation.hasUserValueAt(index) || (kinds[index]! & MEMBER) !== 0) continue;
    if (evaluation.visible[index] === NO && unsaved === 0 && !dialect.clampsUser) {
      evaluation.setHasUserValue(symbols[index]!, false);
      isStale = true;
    }
    if ((kinds[index]! & BOOLEAN) !== 0) continue;
    const symbol = symbols[index]!;
    if (!isNumeric(symbol)) continue;
    if (isWithinRange(evaluation, symbol, evaluation.userText.get(index) ?? '')) continue;
    outOfRange.push(symbol);
    if (keepsNumbers) continue;
    evaluation.invalidate(symbol);
    evaluation.setHasUserValue(symbol, false);
    unsaved++;
  }
  isStale ||= choices.some((choice) => choice.type === 'tristate' && isNew(choice));
  return { outOfRange, changed: unsaved > 0, isStale: isStale || (outOfRange.length > 0 && !keepsNumbers) };
}

/** Whether `.config` would have the line that the file has, or neither has one. */
function agrees(evaluation: Evaluation, index: number, kind: number): boolean {
  const has = evaluation.hasUserValueAt(index);
  const written = evaluation.isWrittenAt(index);
  if (!has || !written) return !has && !written;
  const symbol = evaluation.tree.symbols[index]!;
  return (kind & BOOLEAN) !== 0
    ? evaluation.userTristate[index] === evaluation.tristate(symbol)
    : evaluation.userText.get(index) === evaluation.text(symbol);
}
