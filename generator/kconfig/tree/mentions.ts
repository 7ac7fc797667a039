import type { Position } from '../diagnostics/position.ts';
import { lengthOf, rangeOf, SourcePosition, type SourceRange } from '../diagnostics/source-range.ts';
import type { MacroMention } from '../reading/macro/expander.ts';
import type { ConfigSymbol } from './model/model.ts';

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
export type MentionRole = (typeof ROLES)[number];

const ROLES = [
  'depends',
  'default',
  'select',
  'definition',
  'prompt',
  'imply',
  'range',
  'visible',
  'choice',
  'macro',
  'defconfig',
] as const;

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

/** What a recorder noted, to be kept. */
export interface StoredMentions {
  readonly files: readonly string[];
  readonly numbers: Int32Array;
  readonly macros: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly length: number;
  }[];
}

/** Numbers for each mention: symbol, role and condition, owner, file, line, column, length. */
const FIELDS = 7;

/**
 * Notes what a tree mentions while it is built, in the order in which it is read. Trees have a hundred
 * thousand mentions, so they are kept as numbers, which cost the garbage collector nothing.
 */
export class MentionRecorder {
  readonly ofMacros: MacroMention[] = [];
  readonly #files: string[] = [];
  #file: string | undefined;
  #numbers: Int32Array = new Int32Array(FIELDS << 10);
  #end = 0;

  add(
    symbol: ConfigSymbol,
    role: MentionRole,
    isCondition: boolean,
    owner: ConfigSymbol | undefined,
    position: SourcePosition,
  ): void {
    if (position.file !== this.#file) {
      this.#file = position.file;
      this.#files.push(position.file);
    }
    if (this.#end === this.#numbers.length) this.#grow();
    const numbers = this.#numbers;
    const at = this.#end;
    numbers[at] = symbol.index;
    numbers[at + 1] = ROLES.indexOf(role) * 2 + (isCondition ? 1 : 0);
    numbers[at + 2] = owner === undefined ? -1 : owner.index;
    numbers[at + 3] = this.#files.length - 1;
    numbers[at + 4] = position.line;
    numbers[at + 5] = position.column;
    numbers[at + 6] = position.length;
    this.#end += FIELDS;
  }

  #grow(): void {
    const larger = new Int32Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }

  /** All that was noted, as numbers and names. */
  store(): StoredMentions {
    const macros = this.ofMacros.map(({ name, position }) => {
      const { file, line, column } = position;
      return { name, file, line, column, length: lengthOf(position) };
    });
    return { files: this.#files, numbers: this.#numbers.subarray(0, this.#end), macros };
  }

  static from({ files, numbers, macros }: StoredMentions): MentionRecorder {
    const recorder = new MentionRecorder();
    recorder.#files.push(...files);
    recorder.#numbers = numbers;
    recorder.#end = numbers.length;
    for (const { name, file, line, column, length } of macros) {
      recorder.addMacro(name, new SourcePosition(file, line, column, length));
    }
    return recorder;
  }

  addMacro(name: string, position: Position): void {
    this.ofMacros.push({ name, position });
  }

  /** What has been noted about one of the symbols. */
  *of(indices: ReadonlySet<number>): Generator<RecordedMention, void, void> {
    for (let at = 0; at < this.#end; at += FIELDS) {
      const [symbol, code, owner, file, line, column, length] = this.#numbers.subarray(at, at + FIELDS);
      if (!indices.has(symbol!)) continue;
      const position = new SourcePosition(this.#files[file!]!, line!, column!, length!);
      const role = ROLES[code! >> 1]!;
      yield { symbol: symbol!, role, isCondition: code! % 2 === 1, owner: owner!, position };
    }
  }
}

/** The symbols of a tree: at their index, and by name. */
interface NamedSymbols {
  readonly symbols: readonly ConfigSymbol[];
  readonly names: ReadonlyMap<string, ConfigSymbol>;
  readonly choices: ReadonlyMap<string, ConfigSymbol>;
}

interface RecordedMention {
  readonly symbol: number;
  readonly role: MentionRole;
  readonly isCondition: boolean;
  /** -1 if there is none. */
  readonly owner: number;
  readonly position: Position;
}

/** The mentions of a name in a tree and in configuration files: those of symbols, macros, then lines. */
export function findMentions(
  recorder: MentionRecorder,
  table: NamedSymbols,
  name: string,
  defconfigs: readonly NamedLines[],
): readonly Mention[] {
  const named = [table.names.get(name), table.choices.get(name)];
  const indices = new Set(named.flatMap((symbol) => (symbol ? [symbol.index] : [])));
  const found = [...recorder.of(indices)].flatMap((mention) => describe(mention, table));
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

function describe(
  { symbol, role, isCondition, owner, position }: RecordedMention,
  { symbols }: NamedSymbols,
): Mention[] {
  const place = { range: rangeOf(position), isCondition };
  const mention = mentionBy(symbols[owner], { ...place, role });
  const { choice } = symbols[symbol]!;
  if (role !== 'definition' || !choice) return [mention];
  return [mention, mentionBy(choice, { ...place, role: 'choice' })];
}

function mentionBy(owner: ConfigSymbol | undefined, mention: Mention): Mention {
  return owner?.name === undefined ? mention : { ...mention, owner: owner.name };
}
