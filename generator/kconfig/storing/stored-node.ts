import type { Position } from '../diagnostics/position.ts';
import type {
  ConfigSymbol,
  Expression,
  MenuNode,
  MenuNodeKind,
  PromptProperty,
  Property,
  WrittenCondition,
} from '../tree/model/model.ts';
import { NODE_KINDS, NONE, NODE_PROPERTIES } from './layout.ts';
import type { Store } from './store.ts';

/** A place in the menus, of which nothing is made until it is asked for. */
export class StoredNode implements MenuNode {
  readonly #store: Store;
  readonly #ints: Int32Array;
  readonly #at: number;
  #properties: readonly Property[] | undefined;
  #conditions: readonly WrittenCondition[] | undefined;
  #position: Position | undefined;

  constructor(store: Store, ints: Int32Array, at: number) {
    this.#store = store;
    this.#ints = ints;
    this.#at = at;
  }

  get kind(): MenuNodeKind {
    return NODE_KINDS[this.#int(0)]!;
  }

  get symbol(): ConfigSymbol | undefined {
    const symbol = this.#int(1);
    return symbol === NONE ? undefined : this.#store.symbols[symbol];
  }

  get properties(): readonly Property[] {
    return (this.#properties ??= this.#store.list(this.#int(NODE_PROPERTIES), (each) => this.#store.property(each)));
  }

  get prompt(): PromptProperty | undefined {
    const prompt = this.#int(3);
    return prompt === NONE ? undefined : (this.#store.property(prompt) as PromptProperty);
  }

  get visibility(): Expression | undefined {
    return this.#store.expression(this.#int(4));
  }

  get dependency(): Expression | undefined {
    return this.#store.expression(this.#int(5));
  }

  get conditions(): readonly WrittenCondition[] {
    return (this.#conditions ??= this.#store.conditionList(this.#int(6)));
  }

  get container(): MenuNode | undefined {
    return this.#node(7);
  }

  get parent(): MenuNode | undefined {
    return this.#node(8);
  }

  get first(): MenuNode | undefined {
    return this.#node(9);
  }

  get next(): MenuNode | undefined {
    return this.#node(10);
  }

  get help(): string | undefined {
    const help = this.#int(11);
    return help === NONE ? undefined : this.#store.string(help);
  }

  get position(): Position {
    return (this.#position ??= this.#store.position(this.#ints, this.#at + 12)!);
  }

  #node(field: number): MenuNode | undefined {
    const node = this.#int(field);
    return node === NONE ? undefined : this.#store.node(node);
  }

  #int(field: number): number {
    return this.#ints[this.#at + field]!;
  }
}
