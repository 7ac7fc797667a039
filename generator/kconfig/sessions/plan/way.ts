import type { ConfigSymbol } from '../../tree/model/model.ts';
import type { Goal } from './goal.ts';

/** A value that a plan gives a symbol. */
export interface PlannedValue {
  readonly symbol: ConfigSymbol;
  /** As `Session.set` takes it. */
  readonly value: string;
}

/** One way to a goal: what it needs first and, unless that is all, the assignment that does the rest. */
export interface Way {
  readonly needs: Goal;
  readonly assign?: PlannedValue;
  /** It changes so much elsewhere that every other way of the same size comes first. */
  readonly isLastResort?: boolean;
}
