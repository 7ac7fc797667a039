import type { ConfigSymbol, Expression } from '../model/model.ts';
import { choiceName } from '../model/names.ts';

/**
 * Writes a condition as in Kconfig. With `valueOf`, each symbol that has a type is followed by its
 * value: `A [=y] && !B [=n]`. A choice is called by its prompt: `choice "Speed" [=y]`.
 */
export function formatExpression(
  expression: Expression,
  valueOf?: (symbol: ConfigSymbol) => string,
): string {
  const name = (symbol: ConfigSymbol): string => {
    const text = symbol.name ?? choiceName(symbol);
    return valueOf && symbol.type !== 'unknown' ? `${text} [=${valueOf(symbol)}]` : text;
  };
  switch (expression.kind) {
    case 'symbol':
      return name(expression.symbol);
    case 'compare':
      return `${name(expression.left)} ${expression.operator} ${name(expression.right)}`;
    case 'not': {
      const text = formatExpression(expression.operand, valueOf);
      return isChain(expression.operand) ? `!(${text})` : `!${text}`;
    }
    default:
      return expression.operands
        .map((operand) => {
          const text = formatExpression(operand, valueOf);
          return expression.kind === 'and' && operand.kind === 'or' ? `(${text})` : text;
        })
        .join(expression.kind === 'and' ? ' && ' : ' || ');
  }
}

function isChain(expression: Expression): boolean {
  return expression.kind === 'and' || expression.kind === 'or';
}
