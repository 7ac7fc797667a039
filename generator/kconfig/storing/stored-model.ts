import type { Position } from '../diagnostics/position.ts';
import type { ConditionLists } from '../tree/evaluation-tables.ts';
import type {
  ConfigSymbol,
  Expression,
  MenuNode,
  Property,
  ReverseDependency,
  SymbolExpression,
  WrittenCondition,
} from '../tree/model/model.ts';
import { OPERATORS } from '../values/comparison.ts';
import { emptyList } from '../values/empty-list.ts';
import {
  EXPRESSION,
  EXPRESSION_KINDS,
  NODE,
  NONE,
  POSITION,
  PROPERTY,
  PROPERTY_KINDS,
  SYMBOL,
  type StoredTree,
} from './layout.ts';
import { unpackPosition } from './packed-position.ts';
import { StoredNode } from './stored-node.ts';
import type { Store } from './store.ts';
import { StoredSymbol } from './stored-symbol.ts';

type ConditionName =
  'prompts' | 'defaults' | 'ranges' | 'directDependencies' | 'selectedBy' | 'impliedBy';

/** Makes the objects of a stored tree, each once. */
export class StoredModel implements Store {
  readonly symbols: readonly ConfigSymbol[];
  readonly #stored: StoredTree;
  readonly #nodes: (MenuNode | undefined)[];
  readonly #properties: (Property | undefined)[];
  readonly #expressions: (Expression | undefined)[];
  readonly #wideTexts: ReadonlyMap<number, string>;

  constructor(stored: StoredTree) {
    this.#stored = stored;
    const { symbols, nodes, properties, expressions } = stored.sections;
    this.#nodes = emptyList(nodes.length / NODE);
    this.#properties = emptyList(properties.length / PROPERTY);
    this.#expressions = emptyList(expressions.length / EXPRESSION);
    this.#wideTexts = new Map(stored.values.wideTexts);
    this.symbols = Array.from(
      { length: symbols.length / SYMBOL },
      (_, index) => new StoredSymbol(this, symbols, index),
    );
  }

  conditionLists(name: ConditionName): ConditionLists {
    const { sections } = this.#stored;
    const expressions = sections[`${name}Conditions`];
    return {
      starts: sections[`${name}Starts`],
      numbers: sections[`${name}Numbers`],
      conditions: { at: (place) => this.expression(expressions[place]!) },
    };
  }

  string(number: number): string {
    const { sections, text } = this.#stored;
    const wide = this.#wideTexts.get(number);
    if (wide !== undefined) return wide;
    return text.slice(number === 0 ? 0 : sections.strings[number - 1]!, sections.strings[number]!);
  }

  node(number: number): MenuNode {
    return (this.#nodes[number] ??= new StoredNode(this, this.#stored.sections.nodes, number * NODE));
  }

  property(number: number): Property {
    return (this.#properties[number] ??= this.#makeProperty(number * PROPERTY));
  }

  expression(number: number): Expression | undefined {
    if (number === NONE) return undefined;
    return (this.#expressions[number] ??= this.#makeExpression(number * EXPRESSION));
  }

  list<E>(start: number, make: (number: number) => E): E[] {
    const { lists } = this.#stored.sections;
    const elements: E[] = [];
    const end = start + lists[start]!;
    for (let at = start; at < end; at++) elements.push(make(lists[at + 1]!));
    return elements;
  }

  reverseList(start: number): ReverseDependency[] {
    const { lists } = this.#stored.sections;
    return Array.from({ length: lists[start]! }, (_, each) => {
      const at = start + 1 + each * (2 + POSITION);
      return {
        by: this.symbols[lists[at]!]!,
        condition: this.expression(lists[at + 1]!),
        position: this.position(lists, at + 2)!,
      };
    });
  }

  conditionList(start: number): WrittenCondition[] {
    const { lists } = this.#stored.sections;
    return Array.from({ length: lists[start]! }, (_, each) => {
      const at = start + 1 + each * (1 + POSITION);
      return {
        expression: this.expression(lists[at]!)!,
        position: this.position(lists, at + 1)!,
      };
    });
  }

  position(ints: Int32Array, at: number): Position | undefined {
    const { widePositions } = this.#stored.sections;
    return unpackPosition(ints, at, widePositions, this.#fileName);
  }

  readonly #fileName = (file: number): string => this.string(this.#stored.sections.files[file]!);

  #makeProperty(at: number): Property {
    const { properties } = this.#stored.sections;
    const kind = PROPERTY_KINDS[properties[at]!]!;
    const common = {
      node: this.node(properties[at + 1]!),
      written: this.expression(properties[at + 2]!),
      condition: this.expression(properties[at + 3]!),
      position: this.position(properties, at + 6)!,
    };
    const operand = properties[at + 4]!;
    switch (kind) {
      case 'default':
        return { kind, ...common, value: this.expression(operand)! };
      case 'select':
      case 'imply':
        return { kind, ...common, target: this.symbols[operand]! };
      case 'range': {
        const low = this.symbols[operand]!;
        return { kind, ...common, low, high: this.symbols[properties[at + 5]!]! };
      }
      case 'symbol':
        return { kind, ...common };
      default:
        return { kind, ...common, text: this.string(operand) };
    }
  }

  #makeExpression(at: number): Expression {
    const { expressions } = this.#stored.sections;
    const code = expressions[at]!;
    const number = expressions[at + 1]!;
    const left = expressions[at + 2]!;
    const kind = EXPRESSION_KINDS[code];
    switch (kind) {
      case 'symbol':
        return new StoredSymbolExpression(this.symbols[left]!, number, this, expressions, at + 4);
      case 'not':
        return { kind, operand: this.expression(left)!, number };
      case 'and':
      case 'or':
        return { kind, operands: this.#operands(left), number };
      default: {
        const operator = OPERATORS[code - EXPRESSION_KINDS.length]!;
        const right = this.symbols[expressions[at + 3]!]!;
        const position = this.position(expressions, at + 4);
        return { kind: 'compare', operator, left: this.symbols[left]!, right, position, number };
      }
    }
  }

  #operands(start: number): Expression[] {
    const { lists } = this.#stored.sections;
    const operands: Expression[] = [];
    const end = start + lists[start]!;
    for (let at = start; at < end; at++) operands.push(this.expression(lists[at + 1]!)!);
    return operands;
  }
}

/** Most conditions are evaluated, and few are shown with their positions. */
class StoredSymbolExpression implements SymbolExpression {
  readonly kind = 'symbol';
  readonly symbol: ConfigSymbol;
  readonly number: number;
  readonly #store: Store;
  readonly #ints: Int32Array;
  readonly #at: number;

  /** @param at where the position is among the integers. */
  constructor(symbol: ConfigSymbol, number: number, store: Store, ints: Int32Array, at: number) {
    this.symbol = symbol;
    this.number = number;
    this.#store = store;
    this.#ints = ints;
    this.#at = at;
  }

  get position(): Position | undefined {
    return this.#store.position(this.#ints, this.#at);
  }
}
