import type { Evaluation } from '../../evaluation/evaluation.ts';
import { NO } from '../../values/tristate.ts';
import type { Goal } from './goal.ts';

/** Whether a goal is reached with the present values. */
export function isReached(evaluation: Evaluation, goal: Goal): boolean {
  switch (goal.kind) {
    case 'atLeast':
      return evaluation.tristate(goal.symbol) >= goal.value;
    case 'atMost':
      return evaluation.tristate(goal.symbol) <= goal.value;
    case 'text':
      return evaluation.text(goal.symbol) === goal.text;
    case 'compare':
      return (evaluation.evaluate(goal.expression) !== NO) === goal.holds;
    case 'all':
      return goal.goals.every((part) => isReached(evaluation, part));
    case 'any':
      return goal.goals.some((part) => isReached(evaluation, part));
  }
}
