import type { LiveEvaluation } from '../live-evaluation.ts';
import { explainImpossible } from './impossible.ts';
import type { Goal } from './goal.ts';
import { findPlan } from './planner.ts';

/** How to bring values about, or why that cannot be. */
export type Plan = PossiblePlan | ImpossiblePlan;

export interface PossiblePlan {
  /**
   * The assignments to add to the configuration, by name, in the order in which they take effect; none if
   * the values are there already. They have been tried.
   */
  readonly assignments: Readonly<Record<string, string>>;
  /** Whether no smaller set does; false if there were too many to try them all. */
  readonly isSmallest: boolean;
}

export interface ImpossiblePlan {
  /** The reason as a sentence. */
  readonly impossible: string;
}

/** The smallest set of assignments that brings a goal about, with the live evaluation as the start. */
export function planFor(live: LiveEvaluation, goal: Goal): Plan {
  const found = findPlan(live, goal);
  switch (found.kind) {
    case 'plan': {
      const { values, isSmallest } = found;
      const assignments = Object.fromEntries(values.map(({ symbol, value }) => [symbol.name!, value]));
      return { assignments, isSmallest };
    }
    case 'none':
      return { impossible: explainImpossible(live, goal) };
    case 'too-many':
      return {
        impossible:
          'no set of assignments was found; there are too many to try them all. Set some of what it needs first',
      };
  }
}
