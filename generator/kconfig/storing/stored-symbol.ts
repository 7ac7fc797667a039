import type {
  ConfigSymbol,
  DefaultProperty,
  Expression,
  MenuNode,
  PromptProperty,
  Property,
  RangeProperty,
  ReverseDependency,
} from '../tree/model/model.ts';
import type { SymbolType } from '../values/symbol-type.ts';
import { FLAG, NONE, SYMBOL, SYMBOL_TYPES } from './layout.ts';
import type { Store } from './store.ts';

/** A symbol whose clauses are made when they are asked for. */
export class StoredSymbol implements ConfigSymbol {
  readonly index: number;
  readonly name: string | undefined;
  readonly type: SymbolType;
  readonly isChoice: boolean;
  readonly isConstant: boolean;
  readonly #store: Store;
  readonly #ints: Int32Array;
  /** By field, the lists that have been asked for. */
  #lists: (readonly unknown[] | undefined)[] | undefined;

  constructor(store: Store, ints: Int32Array, index: number) {
    const at = index * SYMBOL;
    const flags = ints[at + 2]!;
    this.index = index;
    this.name = ints[at] === NONE ? undefined : store.string(ints[at]!);
    this.type = SYMBOL_TYPES[ints[at + 1]!]!;
    this.isChoice = (flags & FLAG.isChoice) !== 0;
    this.isConstant = (flags & FLAG.isConstant) !== 0;
    this.#store = store;
    this.#ints = ints;
  }

  get isOptional(): boolean {
    return this.#has(FLAG.isOptional);
  }

  get isHidden(): boolean {
    return this.#has(FLAG.isHidden);
  }

  get isYesInAllnoconfig(): boolean {
    return this.#has(FLAG.isYesInAllnoconfig);
  }

  get isTransitional(): boolean {
    return this.#has(FLAG.isTransitional);
  }

  get choice(): ConfigSymbol | undefined {
    const choice = this.#int(3);
    return choice === NONE ? undefined : this.#store.symbols[choice];
  }

  get nodes(): readonly MenuNode[] {
    return this.#list(4, (number) => this.#store.node(number));
  }

  get properties(): readonly Property[] {
    return this.#list(5, (number) => this.#store.property(number));
  }

  get prompts(): readonly PromptProperty[] {
    return this.#list(6, (number) => this.#store.property(number) as PromptProperty);
  }

  get defaults(): readonly DefaultProperty[] {
    return this.#list(7, (number) => this.#store.property(number) as DefaultProperty);
  }

  get ranges(): readonly RangeProperty[] {
    return this.#list(8, (number) => this.#store.property(number) as RangeProperty);
  }

  get directDependencies(): readonly Expression[] {
    return this.#list(9, (number) => this.#store.expression(number)!);
  }

  get selectedBy(): readonly ReverseDependency[] {
    return this.#once(10, (start) => this.#store.reverseList(start));
  }

  get impliedBy(): readonly ReverseDependency[] {
    return this.#once(11, (start) => this.#store.reverseList(start));
  }

  get members(): readonly ConfigSymbol[] {
    return this.#list(12, (number) => this.#store.symbols[number]!);
  }

  #has(flag: number): boolean {
    return (this.#int(2) & flag) !== 0;
  }

  #int(field: number): number {
    return this.#ints[this.index * SYMBOL + field]!;
  }

  #list<E>(field: number, make: (number: number) => E): readonly E[] {
    return this.#once(field, (start) => this.#store.list(start, make));
  }

  #once<E>(field: number, make: (start: number) => readonly E[]): readonly E[] {
    const lists = (this.#lists ??= []);
    return (lists[field] ??= make(this.#int(field))) as readonly E[];
  }
}
