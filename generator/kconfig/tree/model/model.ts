import type { Position } from '../../diagnostics/position.ts';
import type { CompareOperator } from '../../values/comparison.ts';
import type { SymbolType } from '../../values/symbol-type.ts';

/*
 * What a tree is made of. These types refer to each other, so they share a file: a symbol has clauses
 * (properties) and places in the menus, a clause has conditions, a condition mentions symbols.
 */

/**
 * A name that has a value: a configuration symbol, a constant or a choice. Its menu nodes and
 * properties say where it is defined, with which prompt and under which conditions.
 */
export interface ConfigSymbol {
  /** The position in the tree's list of symbols, and in the arrays of every evaluation. */
  readonly index: number;
  /** Undefined for a choice without a name. */
  readonly name: string | undefined;
  /** `unknown` for constants and for names without a definition. */
  readonly type: SymbolType;
  /** Quoted, or one of y, m and n. */
  readonly isConstant: boolean;
  readonly isChoice: boolean;
  /** A choice that may be off. */
  readonly isOptional: boolean;
  /** Never written to `.config`: choices, and `option defconfig_list`. */
  readonly isHidden: boolean;
  /** `option allnoconfig_y`. */
  readonly isYesInAllnoconfig: boolean;
  /** Keeps an assigned value for other symbols' defaults, without a prompt or a line in `.config`. */
  readonly isTransitional: boolean;
  /** Its definitions, in order. Empty for a name that is only mentioned. */
  readonly nodes: readonly MenuNode[];
  /** All clauses of its definitions, in order. */
  readonly properties: readonly Property[];
  readonly prompts: readonly PromptProperty[];
  readonly defaults: readonly DefaultProperty[];
  readonly ranges: readonly RangeProperty[];
  /** What each definition depends on; one that holds is enough. Empty: nothing. */
  readonly directDependencies: readonly Expression[];
  readonly selectedBy: readonly ReverseDependency[];
  readonly impliedBy: readonly ReverseDependency[];
  /** The choice that it is a member of. */
  readonly choice: ConfigSymbol | undefined;
  /** A choice's members, in order. */
  readonly members: readonly ConfigSymbol[];
}

/** A `select` or `imply`, stored at the symbol that it acts on. */
export interface ReverseDependency {
  /** The symbol that selects; the constant m for what makes a visible choice at least m. */
  readonly by: ConfigSymbol;
  /** The condition of the clause, with that of everything that encloses it. */
  readonly condition: Expression | undefined;
  /** The clause; for a choice that cannot be off, the choice. */
  readonly position: Position;
}

/** What is numbered when its tree is stored. */
interface Placed {
  /**
   * Its number in the form that was stored last. What stores the tree sets it, and nothing else reads it: a
   * field costs less than a map.
   */
  place?: number;
}

/** One clause of a definition. */
export type Property =
  PromptProperty | DefaultProperty | ReverseProperty | RangeProperty | DefinitionProperty;

export type PropertyKind = Property['kind'];

interface Clause extends Placed {
  /** The definition that it belongs to. */
  readonly node: MenuNode;
  /** Its own condition as written. */
  readonly written: Expression | undefined;
  /** That and the conditions of everything that encloses it, simplified: what evaluation reads. */
  readonly condition: Expression | undefined;
  readonly position: Position;
}

export interface PromptProperty extends Clause {
  /** `menu` for a menu's title, the main menu's, and the prompt of a `menuconfig`. */
  readonly kind: 'prompt' | 'menu' | 'comment';
  readonly text: string;
}

export interface DefaultProperty extends Clause {
  readonly kind: 'default';
  readonly value: Expression;
}

export interface ReverseProperty extends Clause {
  readonly kind: 'select' | 'imply';
  /** The symbol that it acts on. */
  readonly target: ConfigSymbol;
}

export interface RangeProperty extends Clause {
  readonly kind: 'range';
  readonly low: ConfigSymbol;
  readonly high: ConfigSymbol;
}

/** Marks the definition itself; its condition is what the definition depends on. */
export interface DefinitionProperty extends Clause {
  readonly kind: 'symbol';
}

export type MenuNodeKind =
  'root' | 'config' | 'menuconfig' | 'configdefault' | 'choice' | 'menu' | 'comment' | 'if';

/** A `depends on`, an `if` or a `visible if` as written. */
export interface WrittenCondition {
  readonly expression: Expression;
  readonly position: Position;
}

/**
 * A place in the menus. A symbol that is defined twice has two. `parent`, `first` and `next` are the
 * menus as shown: symbols that depend on the one before them are below it, and blocks without a prompt
 * are empty, next to what they contained.
 */
export interface MenuNode extends Placed {
  readonly kind: MenuNodeKind;
  /** Undefined for the root, menus, comments and ifs. */
  readonly symbol: ConfigSymbol | undefined;
  /** What this definition says, in order; of a menu or comment the prompt. */
  readonly properties: readonly Property[];
  readonly prompt: PromptProperty | undefined;
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

/**
 * A condition over symbols. `and` and `or` hold two or more operands, none of which is of the same
 * kind: `A && (B && C)` is one node. Expressions are never changed, so parts may be shared.
 */
export type Expression = SymbolExpression | CompareExpression | NotExpression | ChainExpression;

interface Numbered extends Placed {
  /** Of an interned condition, the place of its value in an evaluation's memory; otherwise 0. */
  readonly number: number;
}

export interface SymbolExpression extends Numbered {
  readonly kind: 'symbol';
  readonly symbol: ConfigSymbol;
  /** Where the tree mentions it; undefined for a constant that a simplification made. */
  readonly position: Position | undefined;
}

export interface CompareExpression extends Numbered {
  readonly kind: 'compare';
  readonly operator: CompareOperator;
  readonly left: ConfigSymbol;
  readonly right: ConfigSymbol;
  readonly position: Position | undefined;
}

export interface NotExpression extends Numbered {
  readonly kind: 'not';
  readonly operand: Expression;
}

export interface ChainExpression extends Numbered {
  readonly kind: 'and' | 'or';
  readonly operands: readonly Expression[];
}
