import type { Assignment, Defconfig } from '../defconfigs/defconfig.ts';
import type { Assigned } from '../evaluation/apply-defconfig.ts';
import { findAssignable, readUserValue, type UserValue } from '../evaluation/user-value.ts';
import { NO, YES } from '../values/tristate.ts';
import type { Dialect } from '../dialects/dialect.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import { isDefined } from '../tree/model/names.ts';
import type { KconfigTree } from '../tree/tree.ts';

/** A line of a configuration that gives a symbol a value of its type. */
export interface Line {
  readonly symbol: ConfigSymbol;
  readonly assignment: Assignment;
  readonly value: UserValue;
}

/**
 * The lines that count, by the index of what is evaluated as one: a symbol that is not in a choice has
 * one line, a choice has all lines of its members in order. Never changed, so that undo can keep it.
 */
export type Lines = ReadonlyMap<number, readonly Line[]>;

export function linesOf(tree: KconfigTree, { assignments }: Defconfig): Lines {
  const lines = new Map<number, readonly Line[]>();
  for (const assignment of assignments) {
    const symbol = findAssignable(tree, assignment.name);
    const line = symbol && readLine(symbol, assignment, tree.dialect);
    if (line) lines.set(nodeOf(symbol), [...keptBeside(lines, symbol), line]);
  }
  return lines;
}

/** With one more line. A member that is set to y takes the place of the one that was. */
export function withLine(lines: Lines, line: Line): Lines {
  const { symbol } = line;
  const isChosen = symbol.choice !== undefined && line.value.tristate === YES;
  const others = (lines.get(nodeOf(symbol)) ?? [])
    .filter((other) => other.symbol !== symbol)
    .map((other) => (isChosen && other.value.tristate !== NO ? withoutChoice(other) : other));
  return new Map(lines).set(nodeOf(symbol), [...others, line]);
}

/** Without the lines of a symbol; of a member, without those of its whole choice. */
export function withoutLines(lines: Lines, symbol: ConfigSymbol): Lines {
  const fewer = new Map(lines);
  fewer.delete(nodeOf(symbol));
  return fewer;
}

/** The same lines, with the lists of other ones where they have the same assignments. */
export function withSameLists(lines: Lines, others: Lines): Lines {
  return new Map(
    [...lines].map(([node, list]) => {
      const other = others.get(node) ?? [];
      const isSame =
        other.length === list.length &&
        list.every(({ assignment }, at) => assignment === other[at]!.assignment);
      return [node, isSame ? other : list];
    }),
  );
}

/** As a configuration file, to evaluate or to write it. */
export function toDefconfig(lines: Lines, file: string): Defconfig {
  const assignments = [...lines.values()].flatMap((list) => list.map(({ assignment }) => assignment));
  return { file, assignments, diagnostics: [] };
}

/** The last assignment to each symbol. */
export function assignmentsOf(lines: Lines): Assigned {
  const assigned = new Map<ConfigSymbol, Assignment>();
  for (const list of lines.values()) {
    for (const { symbol, assignment } of list) {
      if (!symbol.isChoice) assigned.set(symbol, assignment);
    }
  }
  return assigned;
}

/** What is evaluated as one with a symbol: its choice, or itself. */
export function nodeOf({ index, choice }: ConfigSymbol): number {
  return choice?.index ?? index;
}

/** Undefined if the value is not one of the symbol's type. */
export function readLine(
  symbol: ConfigSymbol,
  assignment: Assignment,
  dialect: Dialect,
): Line | undefined {
  const value = isDefined(symbol) ? readUserValue(symbol, assignment, dialect) : undefined;
  return value && { symbol, assignment, value };
}

/** A later line of a symbol overrides an earlier one; a choice also depends on the lines before. */
function keptBeside(lines: Lines, symbol: ConfigSymbol): readonly Line[] {
  return symbol.choice || symbol.isChoice ? (lines.get(nodeOf(symbol)) ?? []) : [];
}

function withoutChoice(line: Line): Line {
  const { name, position } = line.assignment;
  const value = { ...line.value, tristate: NO };
  return { ...line, value, assignment: { name, value: 'n', unset: true, position } };
}
