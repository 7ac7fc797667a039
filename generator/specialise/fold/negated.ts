import type { Expression } from '../syntax/tree.ts';

/** The negation of a condition. */
export function negated(condition: Expression): Expression {
  if (condition.kind === 'unary' && condition.operator === '!') return condition.operand;
  if (condition.kind === 'binary' && condition.operator === '===')
    return { ...condition, operator: '!==' };
  if (condition.kind === 'binary' && condition.operator === '!==')
    return { ...condition, operator: '===' };
  return { kind: 'unary', operator: '!', operand: condition };
}
