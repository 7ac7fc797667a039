import type { Expression } from '../expression/expression.ts';
import type { Position } from '../../diagnostics/position.ts';
import type { SymbolType } from '../../values/symbol-type.ts';
import type { MenuNode } from './menu.ts';
import type { Property } from './property.ts';

/** One `select` or `imply` seen from the symbol that it acts on. */
export interface ReverseDependency {
  /** The symbol that selects; the constant m for what makes a visible choice m at least. */
  readonly by: ConfigSymbol;
  /** Under which it does, all that encloses the clause included. */
  readonly condition: Expression | undefined;
  /** The clause; of a choice that cannot be off, the choice. */
  readonly position: Position;
}

/**
 * A name that has a value: a configuration symbol, a constant or a choice. Where it is defined, with
 * what prompt and below what conditions stands in its menu nodes and properties.
 */
export interface ConfigSymbol {
  /** The place in the tree's list of symbols, and in every configuration's arrays. */
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
  /** Where it is defined, in order. */
  readonly nodes: readonly MenuNode[];
  /** Everything that its definitions say, in order. */
  readonly properties: readonly Property[];
  readonly prompts: readonly Property[];
  readonly defaults: readonly Property[];
  readonly ranges: readonly Property[];
  /** What each definition depends on; one that holds is enough. Empty: nothing. */
  readonly directDependencies: readonly Expression[];
  readonly selectedBy: readonly ReverseDependency[];
  readonly impliedBy: readonly ReverseDependency[];
  /** The choice that it is a member of. */
  readonly choice: ConfigSymbol | undefined;
  /** A choice's members, in order. */
  readonly members: readonly ConfigSymbol[];
}

/** The same object while the tree is being built. */
export type Draft<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K];
};

/**
 * Adds to a list of a draft. Most lists stay empty, and share one array, or short: these are made
 * anew at their exact length, since an array that is pushed to takes room for 16 more.
 */
export function append<E>(list: readonly E[], element: E): E[] {
  switch (list.length) {
    case 0:
      return [element];
    case 1:
      return [list[0]!, element];
    case 2:
      return [list[0]!, list[1]!, element];
    case 3:
      return [list[0]!, list[1]!, list[2]!, element];
    default:
      (list as E[]).push(element);
      return list as E[];
  }
}

/** Opens an object of a tree that is still being built for changes. */
export function draft<T>(object: T): Draft<T> {
  return object as Draft<T>;
}
