import type { Expression } from '../expression/expression.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { Property } from './property.ts';
import type { ConfigSymbol } from './symbol.ts';

export type MenuNodeKind =
  'root' | 'config' | 'menuconfig' | 'configdefault' | 'choice' | 'menu' | 'comment' | 'if';

/** A `depends on`, an `if` or a `visible if` as written. */
export interface WrittenCondition {
  readonly expression: Expression;
  readonly position: Position;
}

/**
 * A place in the menus. A symbol that is defined twice has two. `parent`, `first` and `next` are the
 * menus as shown: symbols that depend on the one before them stand below it, and blocks without a
 * prompt stand empty beside what they held.
 */
export interface MenuNode {
  readonly kind: MenuNodeKind;
  /** Undefined for the root, menus, comments and ifs. */
  readonly symbol: ConfigSymbol | undefined;
  /** What this definition says, in order; of a menu or comment the prompt. */
  readonly properties: readonly Property[];
  readonly prompt: Property | undefined;
  /** All `visible if` of a menu. */
  readonly visibility: Expression | undefined;
  /** Its conditions and those of all that encloses it, simplified. */
  readonly dependency: Expression | undefined;
  /** Its own `depends on` clauses, or the condition of an `if`. */
  readonly conditions: readonly WrittenCondition[];
  /** The block that it was written in. */
  readonly container: MenuNode | undefined;
  readonly parent: MenuNode | undefined;
  readonly first: MenuNode | undefined;
  readonly next: MenuNode | undefined;
  readonly help: string | undefined;
  readonly position: Position;
}

/** Walks all nodes below `root` in the order of the menus. */
export function* menuNodes(root: MenuNode): Generator<MenuNode, void, void> {
  let node = root.first;
  while (node) {
    yield node;
    if (node.first) {
      node = node.first;
      continue;
    }
    while (node && !node.next) node = node.parent;
    node = node?.next;
  }
}
