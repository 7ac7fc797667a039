import type { Assignment, Defconfig } from '../defconfigs/defconfig.ts';
import { MOD, NO, YES, type Evaluation, type Tristate } from '../evaluation/evaluation.ts';
import type { ConfigSymbol } from '../tree/model/symbol.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isValidText } from '../values/numbers.ts';

/** A line of a configuration that gives a symbol a value of its type. */
export interface Line {
  readonly symbol: ConfigSymbol;
  readonly assignment: Assignment;
  /** Of a bool, tristate or choice. */
  readonly tristate: Tristate;
  /** Of any other symbol. */
  readonly text: string;
}

/**
 * The lines that count, by the index of what is evaluated as one: a symbol that is not in a choice has
 * one line, a choice has all lines of its members in order. Never changed, so that undo can keep it.
 */
export type Lines = ReadonlyMap<number, readonly Line[]>;

export function linesOf(tree: KconfigTree, { assignments }: Defconfig): Lines {
  const lines = new Map<number, readonly Line[]>();
  for (const assignment of assignments) {
    const symbol = symbolOf(tree, assignment.name);
    const line = symbol && readLine(symbol, assignment);
    if (line) lines.set(nodeOf(symbol), [...keptBeside(lines, symbol), line]);
  }
  return lines;
}

/** With one more line. A member that is set to y takes the place of the one that was. */
export function withLine(lines: Lines, line: Line): Lines {
  const { symbol } = line;
  const isChosen = symbol.choice !== undefined && line.tristate === YES;
  const others = (lines.get(nodeOf(symbol)) ?? [])
    .filter((other) => other.symbol !== symbol)
    .map((other) => (isChosen && other.tristate !== NO ? withoutChoice(other) : other));
  return new Map(lines).set(nodeOf(symbol), [...others, line]);
}

/** Without the lines of a symbol; of a member, without those of its whole choice. */
export function withoutLines(lines: Lines, symbol: ConfigSymbol): Lines {
  const fewer = new Map(lines);
  fewer.delete(nodeOf(symbol));
  return fewer;
}

/** As a configuration file, to evaluate it anew or to write it. */
export function toDefconfig(lines: Lines, file: string): Defconfig {
  const assignments = [...lines.values()].flatMap((list) => list.map(({ assignment }) => assignment));
  return { file, assignments, diagnostics: [] };
}

/** The last line of a symbol. */
export function lineOf(lines: Lines, symbol: ConfigSymbol): Line | undefined {
  return lines.get(nodeOf(symbol))?.findLast((line) => line.symbol === symbol);
}

/** Gives one symbol or choice of an evaluation the values of its lines, and nothing else. */
export function applyLines(evaluation: Evaluation, lines: readonly Line[]): void {
  for (const { symbol, tristate, text } of lines) {
    evaluation.setHasUserValue(symbol, true);
    if (symbol.type !== 'bool' && symbol.type !== 'tristate') {
      evaluation.userText[symbol.index] = text;
      continue;
    }
    evaluation.userTristate[symbol.index] = tristate;
    if (symbol.choice) applyToChoice(evaluation, symbol, symbol.choice, tristate);
  }
}

/** The same as the C program does while it reads a file. */
function applyToChoice(
  evaluation: Evaluation,
  member: ConfigSymbol,
  choice: ConfigSymbol,
  value: Tristate,
): void {
  const { userTristate, userMember } = evaluation;
  const before = userTristate[choice.index]!;
  if (value === MOD && before === YES) evaluation.setHasUserValue(choice, false);
  if (value === YES) userMember[choice.index] = member;
  userTristate[choice.index] = Math.max(before, value);
}

/** What is evaluated as one with a symbol: its choice, or itself. */
export function nodeOf({ index, choice }: ConfigSymbol): number {
  return choice?.index ?? index;
}

/**
 * What a name in a configuration file means: a symbol or a choice; if both have the name, the one that
 * the tree mentions last, as in the C program.
 */
export function symbolOf({ names, choices }: KconfigTree, name: string): ConfigSymbol | undefined {
  const symbol = names.get(name);
  const choice = choices.get(name);
  return choice && choice.index > (symbol?.index ?? -1) ? choice : symbol;
}

/** Undefined if the value is not one of the symbol's type. */
export function readLine(symbol: ConfigSymbol, assignment: Assignment): Line | undefined {
  const { value, unset } = assignment;
  const { type } = symbol;
  if (type === 'unknown' || symbol.nodes.length === 0) return undefined;
  if (type === 'bool' || type === 'tristate') {
    const letter = unset ? 'n' : value[0];
    if (letter !== 'y' && letter !== 'n' && !(letter === 'm' && type === 'tristate')) return undefined;
    const tristate = letter === 'y' ? YES : letter === 'm' ? MOD : NO;
    return { symbol, assignment, tristate, text: '' };
  }
  if (unset) return undefined;
  if (type !== 'string') {
    return isValidText(type, value) ? { symbol, assignment, tristate: NO, text: value } : undefined;
  }
  const isQuoted = value.startsWith('"') && value.endsWith('"');
  return isQuoted ? { symbol, assignment, tristate: NO, text: value.slice(1, -1) } : undefined;
}

/** A later line of a symbol overrides an earlier one; a choice also depends on the lines before. */
function keptBeside(lines: Lines, symbol: ConfigSymbol): readonly Line[] {
  return symbol.choice || symbol.isChoice ? (lines.get(nodeOf(symbol)) ?? []) : [];
}

function withoutChoice(line: Line): Line {
  const { name, position } = line.assignment;
  return { ...line, tristate: NO, assignment: { name, value: 'n', unset: true, position } };
}
