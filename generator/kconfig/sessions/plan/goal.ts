import type { ConfigSymbol, Expression } from '../../tree/model/model.ts';
import type { Tristate } from '../../values/tristate.ts';

/** Something that a plan must bring about, in terms of values that the evaluation can compare. */
export type Goal = SymbolGoal | GroupGoal;

/** A goal about the value of one symbol, or of two that are compared. */
export type SymbolGoal = TristateGoal | TextGoal | CompareGoal;

/** A bool, tristate or choice is to be `value` or more, or `value` or less. */
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

/** All of the goals, or any one of them. `any` of none can never be reached, `all` of none is reached. */
export interface GroupGoal {
  readonly kind: 'all' | 'any';
  readonly goals: readonly Goal[];
}

export const NEVER: Goal = { kind: 'any', goals: [] };

export function all(goals: readonly Goal[]): Goal {
  return goals.length === 1 ? goals[0]! : { kind: 'all', goals };
}

export function any(goals: readonly Goal[]): Goal {
  return goals.length === 1 ? goals[0]! : { kind: 'any', goals };
}

export function atLeast(symbol: ConfigSymbol, value: Tristate): Goal {
  return { kind: 'atLeast', symbol, value };
}

export function atMost(symbol: ConfigSymbol, value: Tristate): Goal {
  return { kind: 'atMost', symbol, value };
}
