import type { ConfigSymbol, Expression } from '../model/model.ts';
import { chain, compareExpression, not, symbolExpression } from './expression.ts';
import type { Constants } from './simplify.ts';

/** Whether the expression is y: no condition, or the constant. */
export function isYes(expression: Expression | undefined, constants: Constants): boolean {
  return !expression || (expression.kind === 'symbol' && expression.symbol === constants.yes);
}

/** Whether the condition cannot hold while the symbol is n, as far as its form shows. */
export function dependsOn(
  condition: Expression | undefined,
  symbol: ConfigSymbol,
  constants: Constants,
): boolean {
  switch (condition?.kind) {
    case 'and':
      return condition.operands.some((operand) => dependsOn(operand, symbol, constants));
    case 'symbol':
      return condition.symbol === symbol;
    case 'compare': {
      const { operator, left, right } = condition;
      if (left !== symbol) return false;
      if (operator === '=') return right === constants.yes || right === constants.mod;
      return operator === '!=' && right === constants.no;
    }
    default:
      return false;
  }
}

/** Writes the condition as an explicit comparison of each symbol with n. */
export function notEqualNo(expression: Expression | undefined, no: ConfigSymbol): Expression {
  if (!expression) return not(symbolExpression(no));
  return compareWithNo(expression, false, no);
}

function compareWithNo(expression: Expression, equal: boolean, no: ConfigSymbol): Expression {
  switch (expression.kind) {
    case 'symbol':
      return compareExpression(equal ? '=' : '!=', expression.symbol, no, expression.position);
    case 'compare':
      return equal ? not(expression) : expression;
    case 'not':
      return compareWithNo(expression.operand, !equal, no);
    default: {
      const parts = expression.operands.map((operand) => compareWithNo(operand, true, no));
      const joined = chain(expression.kind === 'and' ? 'or' : 'and', parts);
      return equal ? joined : not(joined);
    }
  }
}
