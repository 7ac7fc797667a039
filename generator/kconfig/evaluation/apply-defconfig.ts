import type { Reporter } from '../diagnostics/reporter.ts';
import { betterValue } from '../defconfigs/better-value.ts';
import { type Evaluation } from './evaluation.ts';
import { isValidText } from '../values/numbers.ts';
import { MAX_SUGGESTIONS } from '../diagnostics/limits.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { nearest } from '../../text/suggest.ts';
import type { Assignment, Defconfig } from '../defconfigs/defconfig.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { isDefined } from '../tree/model/names.ts';
import { MOD, NO, YES } from '../values/tristate.ts';

/** The last assignment to each symbol: the one that counts. */
export type Assigned = ReadonlyMap<ConfigSymbol, Assignment>;

/**
 * Gives the evaluation the values of a configuration file, in the order of its lines, and reports
 * the lines that cannot be used: the C program's `conf_read_simple`.
 */
export function applyDefconfig(
  evaluation: Evaluation,
  defconfig: Defconfig,
  reporter: Reporter,
): Assigned {
  const { tree } = evaluation;
  for (const choice of tree.tables.choices) evaluation.setHasUserValue(choice, true);
  const assigned = new Map<ConfigSymbol, Assignment>();
  let suggestions = 0;
  for (const assignment of defconfig.assignments) {
    const symbol = findSymbol(tree, assignment.name);
    if (!symbol || !isDefined(symbol)) {
      const candidates = suggestions++ < MAX_SUGGESTIONS ? definedNames(tree) : [];
      reportUnknown(assignment, candidates, reporter);
      if (!symbol) continue;
    }
    if (evaluation.hasUserValue(symbol)) reportReassigned(symbol, assignment, assigned, reporter);
    if (!applyValue(evaluation, symbol, assignment, reporter) || symbol.isChoice) continue;
    assigned.set(symbol, assignment);
    if (symbol.choice) applyToChoice(evaluation, symbol, symbol.choice, assignment, reporter);
  }
  return assigned;
}

/**
 * What an assignment is about: a symbol or a choice; of both with one name the one that the tree
 * mentions last, as in the C program.
 */
function findSymbol({ names, choices }: KconfigTree, name: string): ConfigSymbol | undefined {
  const symbol = names.get(name);
  const choice = choices.get(name);
  return choice && choice.index > (symbol?.index ?? -1) ? choice : symbol;
}

function reportUnknown(
  { name, position }: Assignment,
  candidates: Iterable<string>,
  reporter: Reporter,
): void {
  const near = nearest(name, candidates);
  const remedy = near === undefined ? 'remove the line' : `did you mean ${near}?`;
  reporter.warn(
    'unknown-symbol',
    position,
    `${name}: the tree has no such symbol; ${remedy}`,
    name,
  );
}

function* definedNames({ names }: Evaluation['tree']): Generator<string, void, void> {
  for (const [name, symbol] of names) if (isDefined(symbol)) yield name;
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

/** Takes the value over if it is one of the symbol's type. */
function applyValue(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  assignment: Assignment,
  reporter: Reporter,
): boolean {
  const { name, value, unset, position } = assignment;
  const { index, type } = symbol;
  const refuse = (what: string): false => {
    reporter.warn('wrong-type', position, `${name}: '${value}' is not ${what}`, name);
    return false;
  };
  if (unset && (type === 'int' || type === 'hex' || type === 'string')) {
    const text = `${name}: it is ${type}, so 'is not set' means nothing; remove the line`;
    reporter.note('unset-ignored', position, text, name);
    return false;
  }
  switch (type) {
    case 'bool':
    case 'tristate': {
      const letter = unset ? 'n' : value[0];
      if (letter !== 'y' && letter !== 'n' && !(letter === 'm' && type === 'tristate')) {
        return refuse(type === 'bool' ? 'y or n' : 'y, m or n');
      }
      if (value.length > 1) {
        const allowed = type === 'bool' ? 'y or n' : 'y, m or n';
        const text = `${name}: '${value}' is not ${allowed}; its first letter is taken: write ${letter}`;
        reporter.note('loose-value', position, text, name);
      }
      evaluation.userTristate[index] = letter === 'y' ? YES : letter === 'm' ? MOD : NO;
      evaluation.setHasUserValue(symbol, true);
      return true;
    }
    case 'int':
    case 'hex':
      if (!isValidText(type, value)) {
        const what = type === 'int' ? 'an integer' : 'a hex number';
        return refuse(`${what}: write ${betterValue(type, value)}`);
      }
      evaluation.userText[index] = value;
      evaluation.setHasUserValue(symbol, true);
      return true;
    case 'string': {
      if (!value.startsWith('"') || !value.endsWith('"')) {
        return refuse(`text in double quotes: write ${betterValue(type, value)}`);
      }
      evaluation.userText[index] = value.slice(1, -1);
      evaluation.setHasUserValue(symbol, true);
      return true;
    }
    case 'unknown':
      return false;
  }
}

/** A member that is assigned decides its choice too. */
function applyToChoice(
  evaluation: Evaluation,
  member: ConfigSymbol,
  choice: ConfigSymbol,
  { name, position }: Assignment,
  reporter: Reporter,
): void {
  const { userTristate, userMember } = evaluation;
  const value = userTristate[member.index]!;
  const before = userTristate[choice.index]!;
  if (value === MOD && before === YES) {
    reporter.warn(
      'choice-inconsistent',
      position,
      `${name}: m beside a member that is y; a choice has one y or any number of m`,
      name,
    );
    evaluation.setHasUserValue(choice, false);
  } else if (value === YES) {
    if (before !== NO) {
      const other = userMember[choice.index]?.name;
      const rival = other === undefined || other === name ? 'another member' : other;
      reporter.warn(
        'choice-conflict',
        position,
        `${name}: overrides ${rival} of the same choice; set one of them`,
        name,
      );
    }
    userMember[choice.index] = member;
  }
  userTristate[choice.index] = Math.max(before, value);
}
