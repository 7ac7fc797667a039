import type { Expression } from '../expression/expression.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { MenuNode } from './menu.ts';
import type { ConfigSymbol } from './symbol.ts';

/** `symbol` marks a definition. */
export type PropertyKind =
  'prompt' | 'menu' | 'comment' | 'default' | 'select' | 'imply' | 'range' | 'symbol';

/** One clause of a definition. */
export interface Property {
  readonly kind: PropertyKind;
  /** The definition that it belongs to. */
  readonly node: MenuNode;
  /** The text of a prompt, menu or comment. */
  readonly text: string | undefined;
  /** A default's value. */
  readonly value: Expression | undefined;
  /** What a select or imply acts on. */
  readonly target: ConfigSymbol | undefined;
  /** A range's bounds. */
  readonly low: ConfigSymbol | undefined;
  readonly high: ConfigSymbol | undefined;
  /** Its own condition as written. */
  readonly written: Expression | undefined;
  /** That, and all that encloses it, simplified: the condition that is evaluated. */
  readonly condition: Expression | undefined;
  readonly position: Position;
}
