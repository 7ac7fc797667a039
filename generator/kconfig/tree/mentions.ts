import type { Position } from '../diagnostics/position.ts';
import { rangeOf, type SourceRange } from '../diagnostics/source-range.ts';
import type { MacroMention } from '../reading/macro/expander.ts';
import type { ConfigSymbol } from './model/model.ts';
import type { SymbolTable } from './symbol-table.ts';

/**
 * What a name does at one place:
 *
 * - `definition`: `config`, `menuconfig` or `configdefault` defines it;
 * - `choice`: it is a member of the choice around its definition, or the name of a choice;
 * - `prompt`, `default`, `depends`, `select`, `imply`, `range`, `visible`: the clause that names it. The
 *   condition of an `if` block is `depends`;
 * - `macro`: a macro variable of that name is assigned or referred to;
 * - `defconfig`: a line of a configuration file sets it.
 */
export type MentionRole =
  | 'definition'
  | 'choice'
  | 'prompt'
  | 'default'
  | 'depends'
  | 'select'
  | 'imply'
  | 'range'
  | 'visible'
  | 'macro'
  | 'defconfig';

/** A place that names a symbol. */
export interface Mention {
  readonly role: MentionRole;
  /** The name itself; of a configuration file the line. */
  readonly range: SourceRange;
  /** Whether it is in the condition of the clause, such as A in `default B if A`. */
  readonly isCondition: boolean;
  /** The symbol or named choice whose definition has the clause; absent in menus, comments and `if`. */
  readonly owner?: string;
}

/** A configuration file, as far as its lines name symbols. */
export interface NamedLines {
  readonly assignments: readonly { readonly name: string; readonly position: Position }[];
}

/**
 * Notes what a tree mentions while it is built, in the order in which it is read. Trees have a hundred
 * thousand mentions, so they are kept in columns.
 */
export class MentionRecorder {
  readonly symbols: ConfigSymbol[] = [];
  readonly roles: MentionRole[] = [];
  readonly inConditions: boolean[] = [];
  readonly owners: (ConfigSymbol | undefined)[] = [];
  readonly positions: Position[] = [];
  readonly ofMacros: MacroMention[] = [];

  add(
    symbol: ConfigSymbol,
    role: MentionRole,
    isCondition: boolean,
    owner: ConfigSymbol | undefined,
    position: Position,
  ): void {
    this.symbols.push(symbol);
    this.roles.push(role);
    this.inConditions.push(isCondition);
    this.owners.push(owner);
    this.positions.push(position);
  }

  addMacro(name: string, position: Position): void {
    this.ofMacros.push({ name, position });
  }
}

/** The mentions of a name in a tree and in configuration files: those of symbols, macros, then lines. */
export function findMentions(
  recorder: MentionRecorder,
  table: SymbolTable,
  name: string,
  defconfigs: readonly NamedLines[],
): readonly Mention[] {
  const named = new Set([table.names.get(name), table.choices.get(name)]);
  const found = recorder.symbols.flatMap((symbol, at) =>
    named.has(symbol) ? describe(recorder, at) : [],
  );
  const plain = (role: MentionRole, position: Position): Mention => ({
    role,
    range: rangeOf(position),
    isCondition: false,
  });
  return [
    ...found,
    ...recorder.ofMacros.filter((macro) => macro.name === name).map(({ position }) => plain('macro', position)),
    ...defconfigs
      .flatMap(({ assignments }) => assignments)
      .filter((assignment) => assignment.name === name)
      .map(({ position }) => plain('defconfig', position)),
  ];
}

function describe({ symbols, roles, inConditions, owners, positions }: MentionRecorder, at: number): Mention[] {
  const place = { range: rangeOf(positions[at]!), isCondition: inConditions[at]! };
  const role = roles[at]!;
  const mention = mentionBy(owners[at], { ...place, role });
  const { choice } = symbols[at]!;
  if (role !== 'definition' || !choice) return [mention];
  return [mention, mentionBy(choice, { ...place, role: 'choice' })];
}

function mentionBy(owner: ConfigSymbol | undefined, mention: Mention): Mention {
  return owner?.name === undefined ? mention : { ...mention, owner: owner.name };
}
