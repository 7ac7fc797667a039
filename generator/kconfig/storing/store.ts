import type { Position } from '../diagnostics/position.ts';
import type {
  ConfigSymbol,
  Expression,
  MenuNode,
  Property,
  ReverseDependency,
  WrittenCondition,
} from '../tree/model/model.ts';

/** What the objects of a stored tree find each other with. */
export interface Store {
  readonly symbols: readonly ConfigSymbol[];
  string(number: number): string;
  node(number: number): MenuNode;
  property(number: number): Property;
  /** Undefined for NONE. */
  expression(number: number): Expression | undefined;
  /** The list that begins at `start`. */
  list<E>(start: number, make: (number: number) => E): E[];
  reverseList(start: number): ReverseDependency[];
  conditionList(start: number): WrittenCondition[];
  /** The position whose first integer is at `at`; undefined if there is none. */
  position(ints: Int32Array, at: number): Position | undefined;
}
