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
  /** Each file that was read at some time, and the number of the first mention in it. */
  readonly files: readonly (readonly [file: string, first: number])[];
  /** The integers of all mentions, in pieces. */
  readonly numbers: readonly Int32Array[];
  /** Columns and lengths that are too large to be packed. */
  readonly wide: readonly (readonly [column: number, length: number])[];
  readonly macros: readonly {
    readonly name: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly length: number;
  }[];
}

/*
 * The integers of a mention:
 *
 *   symbol (26 bits) | role (4 bits) | condition (1 bit)
 *   owner; -1 if there is none
 *   line
 *   column (16 bits) | length (15 bits); -1 - n for row n of those that are wide
 */
const FIELDS = 4;
const ROLE_BITS = 4;
const LENGTH_BITS = 15;
const MOST_COLUMNS = 1 << 16;
const MOST_LENGTH = 1 << LENGTH_BITS;

/** Mentions in one piece. Pieces are not copied when there are more, so that no memory is used twice. */
const PIECE = 1 << 12;

/**
 * Notes what a tree mentions while it is built, in the order in which it is read. Trees have a hundred
 * thousand mentions, so they are kept as numbers, which cost the garbage collector nothing.
 */
export class MentionRecorder {
  readonly ofMacros: MacroMention[] = [];
  readonly #files: (readonly [file: string, first: number])[] = [];
  #file: string | undefined;
  readonly #pieces: Int32Array[] = [];
  readonly #wide: (readonly [column: number, length: number])[] = [];
  #count = 0;

  add(
    symbol: ConfigSymbol,
    role: MentionRole,
    isCondition: boolean,
    owner: ConfigSymbol | undefined,
    position: SourcePosition,
  ): void {
    const { file, line, column, length } = position;
    const number = this.#count++;
    if (file !== this.#file) {
      this.#file = file;
      this.#files.push([file, number]);
    }
    const inPiece = number % PIECE;
    if (inPiece === 0) this.#pieces.push(new Int32Array(PIECE * FIELDS));
    const piece = this.#pieces.at(-1)!;
    const at = inPiece * FIELDS;
    piece[at] = (((symbol.index << ROLE_BITS) | ROLES.indexOf(role)) << 1) | (isCondition ? 1 : 0);
    piece[at + 1] = owner === undefined ? -1 : owner.index;
    piece[at + 2] = line;
    const isSmall = column < MOST_COLUMNS && length >= 0 && length < MOST_LENGTH;
    piece[at + 3] = isSmall ? (column << LENGTH_BITS) | length : -this.#wide.push([column, length]);
  }

  /** All that was noted, as numbers and names. */
  store(): StoredMentions {
    const macros = this.ofMacros.map(({ name, position }) => {
      const { file, line, column } = position;
      return { name, file, line, column, length: lengthOf(position) };
    });
    const last = this.#pieces.length - 1;
    const numbers = this.#pieces.map((piece, at) =>
      at < last ? piece : piece.subarray(0, (this.#count - last * PIECE) * FIELDS),
    );
    return { files: this.#files, numbers, wide: this.#wide, macros };
  }

  static from({ files, numbers, wide, macros }: StoredMentions): MentionRecorder {
    const recorder = new MentionRecorder();
    recorder.#files.push(...files);
    for (const piece of numbers) {
      for (let at = 0; at < piece.length; at += PIECE * FIELDS) {
        recorder.#pieces.push(piece.subarray(at, at + PIECE * FIELDS));
      }
      recorder.#count += piece.length / FIELDS;
    }
    recorder.#wide.push(...wide);
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
    let file = -1;
    let number = 0;
    for (const piece of this.#pieces) {
      for (let at = 0; at < piece.length && number < this.#count; at += FIELDS, number++) {
        while (number === this.#files[file + 1]?.[1]) file++;
        const code = piece[at]!;
        const symbol = code >> (ROLE_BITS + 1);
        if (!indices.has(symbol)) continue;
        const packed = piece[at + 3]!;
        const [column, length] =
          packed < 0 ? this.#wide[-1 - packed]! : [packed >> LENGTH_BITS, packed & (MOST_LENGTH - 1)];
        const position = new SourcePosition(this.#files[file]![0], piece[at + 2]!, column, length);
        const role = ROLES[(code >> 1) & ((1 << ROLE_BITS) - 1)]!;
        yield { symbol, role, isCondition: code % 2 === 1, owner: piece[at + 1]!, position };
      }
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
