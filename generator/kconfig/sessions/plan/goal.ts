import type { ConfigSymbol, Expression } from '../../tree/model/model.ts';
import { MOD, NO, YES, type Tristate } from '../../values/tristate.ts';

/** Something that a plan must bring about, in terms of values that the evaluation can compare. */
export type Goal = SymbolGoal | AllGoal | AnyGoal;

/** A goal about the value of one symbol, or of two that are compared. */
export type SymbolGoal = TristateGoal | TextGoal | CompareGoal;

/** The goal that a bool, tristate or choice has at least, or at most, `value`. */
export interface TristateGoal {
  readonly kind: 'atLeast' | 'atMost';
  readonly symbol: ConfigSymbol;
  readonly value: Tristate;
}

/** An int, hex or string is to have the text. */
export interface TextGoal {
  readonly kind: 'text';
  readonly symbol: ConfigSymbol;
  readonly text: string;
}

/** A comparison is to hold, or not to. */
export interface CompareGoal {
  readonly kind: 'compare';
  readonly expression: Extract<Expression, { readonly kind: 'compare' }>;
  readonly holds: boolean;
}

/** All of the goals; of none, it is reached. */
export interface AllGoal {
  readonly kind: 'all';
  readonly goals: readonly Goal[];
}

/** Any one of the goals; of none, it can never be reached. */
export interface AnyGoal {
  readonly kind: 'any';
  readonly goals: readonly Goal[];
}

export const NEVER: Goal = { kind: 'any', goals: [] };

export function all(goals: readonly Goal[]): Goal {
  return goals.length === 1 ? goals[0]! : { kind: 'all', goals };
}

export function any(goals: readonly Goal[]): Goal {
  return goals.length === 1 ? goals[0]! : { kind: 'any', goals };
}

/** Of a bool, at least m means y. */
export function atLeast(symbol: ConfigSymbol, value: Tristate): Goal {
  return { kind: 'atLeast', symbol, value: symbol.type === 'bool' && value === MOD ? YES : value };
}

/** Of a bool, at most m means n. */
export function atMost(symbol: ConfigSymbol, value: Tristate): Goal {
  return { kind: 'atMost', symbol, value: symbol.type === 'bool' && value === MOD ? NO : value };
}
