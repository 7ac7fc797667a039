import type { ConfigSymbol, Expression } from '../../tree/model/model.ts';
import { isBoolean } from '../../values/symbol-type.ts';
import { MOD, NO, YES, type Tristate } from '../../values/tristate.ts';
import { all, any, atLeast, atMost, NEVER, type CompareGoal, type Goal } from './goal.ts';

/** That a condition is `value` or more; without a condition, that is so. */
export function conditionAtLeast(condition: Expression | undefined, value: Tristate): Goal {
  if (value === NO || !condition) return all([]);
  switch (condition.kind) {
    case 'symbol':
      return atLeast(condition.symbol, value);
    case 'and':
      return all(condition.operands.map((operand) => conditionAtLeast(operand, value)));
    case 'or':
      return any(condition.operands.map((operand) => conditionAtLeast(operand, value)));
    case 'not':
      return conditionAtMost(condition.operand, (YES - value) as Tristate);
    case 'compare':
      return comparison(condition, true);
  }
}

/** That a condition is `value` or less. */
export function conditionAtMost(condition: Expression | undefined, value: Tristate): Goal {
  if (value === YES) return all([]);
  if (!condition) return NEVER;
  switch (condition.kind) {
    case 'symbol':
      return atMost(condition.symbol, value);
    case 'and':
      return any(condition.operands.map((operand) => conditionAtMost(operand, value)));
    case 'or':
      return all(condition.operands.map((operand) => conditionAtMost(operand, value)));
    case 'not':
      return conditionAtLeast(condition.operand, (YES - value) as Tristate);
    case 'compare':
      return comparison(condition, false);
  }
}

/** Comparisons of a bool or tristate with n, m or y are bounds of its value. */
function comparison(expression: CompareGoal['expression'], holds: boolean): Goal {
  const { left, right, operator } = expression;
  const goal: Goal = { kind: 'compare', expression, holds };
  if (operator !== '=' && operator !== '!=') return goal;
  const value = letterValue(right) ?? letterValue(left);
  const symbol = letterValue(right) === undefined ? right : left;
  if (value === undefined || !isBoolean(symbol)) return goal;
  const isEqual = (operator === '=') === holds;
  if (isEqual) return exactly(symbol, value);
  const others: Goal[] = [];
  if (value !== YES) others.push(atLeast(symbol, (value + 1) as Tristate));
  if (value !== NO) others.push(atMost(symbol, (value - 1) as Tristate));
  return any(others);
}

/** That a bool or tristate has just that value. */
export function exactly(symbol: ConfigSymbol, value: Tristate): Goal {
  const goals: Goal[] = [];
  if (value !== NO) goals.push(atLeast(symbol, value));
  if (value !== YES) goals.push(atMost(symbol, value));
  return all(goals);
}

function letterValue({ isConstant, name }: ConfigSymbol): Tristate | undefined {
  if (!isConstant) return undefined;
  switch (name) {
    case 'n':
      return NO;
    case 'm':
      return MOD;
    case 'y':
      return YES;
    default:
      return undefined;
  }
}
