import { bytesOf } from '../../text/bytes.ts';
import type { Draft } from './draft.ts';
import type { ConfigSymbol } from './model/model.ts';

/** Buckets of the C program's table, which decides the order in which it visits symbols. */

const FNV_OFFSET = 2166136261;
const FNV_PRIME = 0x01000193;

const NONE: never[] = [];

type Space = 'symbol' | 'constant' | 'choice';

/** All symbols of a tree by name. Constants and choices have names of their own. */
export class SymbolTable {
  readonly symbols: Draft<ConfigSymbol>[] = [];
  readonly yes: ConfigSymbol;
  readonly mod: ConfigSymbol;
  readonly no: ConfigSymbol;
  readonly #names: Readonly<Record<Space, Map<string, Draft<ConfigSymbol>>>> = {
    symbol: new Map(),
    constant: new Map(),
    choice: new Map(),
  };

  constructor() {
    this.no = this.#create('n', 'constant');
    this.mod = this.#create('m', 'constant');
    this.yes = this.#create('y', 'constant');
  }

  /** The symbol or, in quotes, the constant of that name; y, m and n are constants either way. */
  lookup(name: string, quoted: boolean): Draft<ConfigSymbol> {
    const { constant, symbol } = this.#names;
    if (quoted) return constant.get(name) ?? this.#create(name, 'constant');
    const letter = name.length === 1 ? constant.get(name) : undefined;
    if (letter && letter.index <= this.yes.index) return letter;
    return symbol.get(name) ?? this.#create(name, 'symbol');
  }

  /** The choice of that name; without a name always a new one. */
  choice(name: string | undefined): Draft<ConfigSymbol> {
    const known = name === undefined ? undefined : this.#names.choice.get(name);
    return known ?? this.#create(name, 'choice');
  }

  /** The symbols by name, for the finished tree. */
  get names(): ReadonlyMap<string, ConfigSymbol> {
    return this.#names.symbol;
  }

  /** The choices by name. */
  get choices(): ReadonlyMap<string, ConfigSymbol> {
    return this.#names.choice;
  }

  /**
   * All symbols but y, m and n as the C program visits them: by the FNV-1a hash of the name modulo
   * the table's size, later ones of a bucket first. Values that depend on each other in a cycle
   * (members of a choice) depend on it.
   */
  inHashOrder({ buckets, bucketOf: bucketFor }: HashTable): ConfigSymbol[] {
    const { symbols } = this;
    const first = this.yes.index + 1;
    const bucketOf = new Int32Array(symbols.length);
    /** Where in the result the next symbol of each bucket goes. */
    const ends = new Int32Array(buckets + 1);
    for (let index = first; index < symbols.length; index++) {
      const { name } = symbols[index]!;
      const bucket = bucketFor(name);
      bucketOf[index] = bucket;
      ends[bucket + 1]!++;
    }
    for (let bucket = 1; bucket <= buckets; bucket++) ends[bucket]! += ends[bucket - 1]!;
    const order = new Int32Array(symbols.length - first);
    for (let index = symbols.length - 1; index >= first; index--) {
      order[ends[bucketOf[index]!]!++] = index;
    }
    return Array.from(order, (index) => symbols[index]!);
  }

  #create(name: string | undefined, space: Space): Draft<ConfigSymbol> {
    const symbol: Draft<ConfigSymbol> = {
      // What evaluation looks at comes first, to lie together in memory.
      index: this.symbols.length,
      type: 'unknown',
      choice: undefined,
      isChoice: space === 'choice',
      isConstant: space === 'constant',
      name,
      isOptional: false,
      isHidden: space === 'choice',
      isYesInAllnoconfig: false,
      isTransitional: false,
      nodes: NONE,
      properties: NONE,
      prompts: NONE,
      defaults: NONE,
      ranges: NONE,
      directDependencies: NONE,
      selectedBy: NONE,
      impliedBy: NONE,
      members: NONE,
    };
    this.symbols.push(symbol);
    if (name !== undefined) this.#names[space].set(name, symbol);
    return symbol;
  }
}

/** The table of symbols of a C program. */
interface HashTable {
  readonly buckets: number;
  /** The bucket of a name, and that of symbols without one. */
  readonly bucketOf: (name: string | undefined) => number;
}

/** A table that is as large as its program has it, filled by the hashes of names. */
function hashTable(buckets: number): HashTable {
  return { buckets, bucketOf: (name) => (name === undefined ? 0 : hash(name) % buckets) };
}

/** The tables that programs have had, the earliest first. */
export const SUM_TABLE: HashTable = {
  buckets: 257,
  bucketOf: (name) => (name === undefined ? 256 : bytesOf(name).reduce((sum, byte) => sum + byte, 0) & 0xff),
};
export const SMALL_TABLE = hashTable(9973);
export const LARGE_TABLE = hashTable(1 << 14);

/** 32-bit FNV-1a over the bytes, which C takes as signed. */
function hash(name: string): number {
  let value = FNV_OFFSET;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code >= 128) return hashBytes(bytesOf(name));
    value = Math.imul(value ^ code, FNV_PRIME);
  }
  return value >>> 0;
}

function hashBytes(bytes: Uint8Array): number {
  let value = FNV_OFFSET;
  for (const byte of bytes) value = Math.imul(value ^ ((byte << 24) >> 24), FNV_PRIME);
  return value >>> 0;
}
