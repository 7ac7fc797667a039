import type { Position } from '../../diagnostics/position.ts';
import type { CompareOperator } from '../../values/comparison.ts';
import type {
  CompareExpression,
  ConfigSymbol,
  Expression,
  NotExpression,
  SymbolExpression,
} from '../model/model.ts';

export function symbolExpression(symbol: ConfigSymbol, position?: Position): SymbolExpression {
  return { kind: 'symbol', symbol, position, number: 0, place: 0 };
}

export function compareExpression(
  operator: CompareOperator,
  left: ConfigSymbol,
  right: ConfigSymbol,
  position: Position | undefined,
): CompareExpression {
  return { kind: 'compare', operator, left, right, position, number: 0, place: 0 };
}

export function not(operand: Expression): NotExpression {
  return { kind: 'not', operand, number: 0, place: 0 };
}

/** Joins operands with one operator; operands of the same kind are flattened, a single one is returned as it is. */
export function chain(kind: 'and' | 'or', operands: readonly Expression[]): Expression {
  if (operands.length === 1) return operands[0]!;
  for (let at = 0; at < operands.length; at++) {
    if (operands[at]!.kind === kind) return { kind, operands: flat(kind, operands), number: 0, place: 0 };
  }
  return { kind, operands, number: 0, place: 0 };
}

function flat(kind: 'and' | 'or', operands: readonly Expression[]): Expression[] {
  return operands.flatMap((operand) => (operand.kind === kind ? operand.operands : [operand]));
}

/** `left && right`; undefined means no condition. */
export function and(
  left: Expression | undefined,
  right: Expression | undefined,
): Expression | undefined {
  if (!left || !right) return left ?? right;
  return chain('and', [left, right]);
}

/** How many operands a copy of the expression's list has; 1 for what has none. */
export function operandCount(expression: Expression): number {
  return expression.kind === 'and' || expression.kind === 'or' ? expression.operands.length : 1;
}

/** Calls `visit` for every symbol that the expression mentions, in order. */
export function forEachSymbol(
  expression: Expression | undefined,
  visit: (symbol: ConfigSymbol) => void,
): void {
  if (!expression) return;
  switch (expression.kind) {
    case 'symbol':
      visit(expression.symbol);
      return;
    case 'compare':
      visit(expression.left);
      visit(expression.right);
      return;
    case 'not':
      forEachSymbol(expression.operand, visit);
      return;
    default:
      for (let at = 0; at < expression.operands.length; at++) {
        forEachSymbol(expression.operands[at], visit);
      }
  }
}

/** Whether the expression mentions the symbol. */
export function mentions(expression: Expression | undefined, symbol: ConfigSymbol): boolean {
  if (!expression) return false;
  switch (expression.kind) {
    case 'symbol':
      return expression.symbol === symbol;
    case 'compare':
      return expression.left === symbol || expression.right === symbol;
    case 'not':
      return mentions(expression.operand, symbol);
    default:
      return expression.operands.some((operand) => mentions(operand, symbol));
  }
}
