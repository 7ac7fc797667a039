import type { Reporter } from '../diagnostics/reporter.ts';
import { decimalHex } from '../diagnostics/wording.ts';
import { isRoundDecimal } from '../values/numbers.ts';
import { betterValue } from '../defconfigs/better-value.ts';
import type { Evaluation } from './evaluation.ts';
import { MAX_SUGGESTIONS } from '../diagnostics/limits.ts';
import { nearestInIndex } from '../../text/suggest.ts';
import type { Assignment, Defconfig } from '../defconfigs/defconfig.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { definedNameIndex, isDefined } from '../tree/model/names.ts';
import {
  findAssignable,
  giveUserValue,
  readUserValue,
  type ChoiceEffect,
  type UserValue,
} from './user-value.ts';

/** The last assignment to each symbol: the one that counts. */
export type Assigned = ReadonlyMap<ConfigSymbol, Assignment>;

/** What reading a configuration file into an evaluation came to. */
export interface AppliedDefconfig {
  readonly assigned: Assigned;
  /**
   * Whether the C program counts one of the lines as a change: `sym_add_change_count` and
   * `conf_warnings` of `conf_read_simple` (confdata.c of Linux 4.20). Those are malformed lines, unknown
   * symbols, values of the wrong type, a second line for a symbol, and members of a choice that contradict
   * each other. With a change, `conf_write` keeps the values as they are; without one, it evaluates all
   * symbols again. That can give another result where values depend on the order of evaluation.
   */
  readonly hasCountedLine: boolean;
}

/**
 * Gives the evaluation the values of a configuration file, in the order of its lines, and reports
 * the lines that cannot be used: the C program's `conf_read_simple`.
 */
export function applyDefconfig(
  evaluation: Evaluation,
  defconfig: Defconfig,
  reporter: Reporter,
): AppliedDefconfig {
  const { tree } = evaluation;
  for (const choice of tree.tables.choices) evaluation.setHasUserValue(choice, true);
  const assigned = new Map<ConfigSymbol, Assignment>();
  let suggestions = 0;
  let hasCountedLine = defconfig.hasMalformedLine === true;
  for (const assignment of defconfig.assignments) {
    const symbol = findAssignable(tree, assignment.name);
    if (!symbol || !isDefined(symbol)) {
      const near =
        suggestions++ < MAX_SUGGESTIONS
          ? nearestInIndex(assignment.name, definedNameIndex(tree.names))
          : undefined;
      reportUnknown(assignment, near, reporter);
      hasCountedLine = true;
      if (!symbol) continue;
    }
    if (evaluation.hasUserValue(symbol)) {
      reportReassigned(symbol, assignment, assigned, reporter);
      hasCountedLine = true;
    }
    const value = readUserValue(symbol, assignment, tree.dialect);
    reportValue(symbol, assignment, value, reporter);
    if (!value) {
      // The C program passes over a line that unsets a number or a text, and counts no change.
      if (!assignment.unset && symbol.type !== 'unknown') hasCountedLine = true;
      continue;
    }
    const effect = giveUserValue(evaluation, symbol, value);
    if (effect !== 'fits') {
      reportChoice(assignment, effect, reporter);
      hasCountedLine = true;
    }
    if (!symbol.isChoice) assigned.set(symbol, assignment);
  }
  return { assigned, hasCountedLine };
}

function reportUnknown(
  { name, position }: Assignment,
  near: string | undefined,
  reporter: Reporter,
): void {
  const remedy = near === undefined ? 'remove the line' : `did you mean ${near}?`;
  reporter.warn(
    'unknown-symbol',
    position,
    `${name}: the tree has no such symbol; ${remedy}`,
    name,
  );
}

function reportReassigned(
  symbol: ConfigSymbol,
  { name, position }: Assignment,
  assigned: Assigned,
  reporter: Reporter,
): void {
  if (symbol.isChoice) {
    const text = `${name}: the members of a choice decide it; set one of them`;
    reporter.warn('reassigned', position, text, name);
    return;
  }
  const before = assigned.get(symbol)?.position;
  const place = before
    ? `line ${before.line}${before.file === position.file ? '' : ` of ${before.file}`}`
    : 'an earlier line';
  reporter.warn('reassigned', position, `${name}: overrides ${place}; keep one of the two`, name);
}

/** Says what is wrong with a line whose value is not one of the symbol's type, or only nearly one. */
function reportValue(
  { type }: ConfigSymbol,
  { name, value, unset, position }: Assignment,
  read: UserValue | undefined,
  reporter: Reporter,
): void {
  if (type === 'unknown') return;
  const letters = type === 'bool' ? 'y or n' : 'y, m or n';
  if (!read) {
    if (unset) {
      const text = `${name}: it is ${type}, so 'is not set' means nothing; remove the line`;
      reporter.note('unset-ignored', position, text, name);
      return;
    }
    const wanted = {
      bool: () => letters,
      tristate: () => letters,
      int: () => `an integer: write ${betterValue('int', value)}`,
      hex: () => `a hex number: write ${betterValue('hex', value)}`,
      float: () => `a number: write ${betterValue('float', value)}`,
      string: () => `text in double quotes: write ${betterValue('string', value)}`,
    }[type]();
    reporter.warn('wrong-type', position, `${name}: '${value}' is not ${wanted}`, name);
  } else if ((type === 'bool' || type === 'tristate') && value.length > 1) {
    const text = `${name}: '${value}' is not ${letters}; its first letter is taken: write ${value[0]!}`;
    reporter.note('loose-value', position, text, name);
  } else if (type === 'hex' && isRoundDecimal(value)) {
    reporter.note('decimal-hex', position, `${name}: ${decimalHex(value)}`, name);
  }
}

function reportChoice(
  { name, position }: Assignment,
  effect: Exclude<ChoiceEffect, 'fits'>,
  reporter: Reporter,
): void {
  if (effect === 'module-beside-yes') {
    const text = `${name}: m beside a member that is y; a choice has one y or any number of m`;
    reporter.warn('choice-inconsistent', position, text, name);
    return;
  }
  const other = effect.replaced?.name;
  const rival = other === undefined || other === name ? 'another member' : other;
  const text = `${name}: overrides ${rival} of the same choice; set one of them`;
  reporter.warn('choice-conflict', position, text, name);
}
