import type { BinaryOperator } from '../../specialise/syntax/operators.ts';
import { asNumber, constantOf, isInteger, type Kind } from './kind.ts';

/** Whether a comparison holds for all values of two kinds, or for none; otherwise undefined. */
export function comparison(operator: BinaryOperator, left: Kind, right: Kind): boolean | undefined {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (isInteger(a) && isInteger(b)) {
    const apart = a.hi < b.lo || b.hi < a.lo;
    const [x, y] = [constantOf(a), constantOf(b)];
    switch (operator) {
      case '<':
        return a.hi < b.lo ? true : a.lo >= b.hi ? false : undefined;
      case '<=':
        return a.hi <= b.lo ? true : a.lo > b.hi ? false : undefined;
      case '>':
        return a.lo > b.hi ? true : a.hi <= b.lo ? false : undefined;
      case '>=':
        return a.lo >= b.hi ? true : a.hi < b.lo ? false : undefined;
      case '==':
      case '===':
        return apart ? false : x !== undefined && x === y ? true : undefined;
      case '!=':
      case '!==':
        return apart ? true : x !== undefined && x === y ? false : undefined;
      default:
        return undefined;
    }
  }
  const [p, q] = [left.is, right.is];
  const isEquality = operator === '===' || operator === '==';
  const isInequality = operator === '!==' || operator === '!=';
  const others = new Set([p, q]);
  if (isEquality || isInequality) {
    // A buffer is not its memory, and nothing that is there is undefined.
    if (others.has('buffer') && others.has('memory')) return isInequality;
    if (others.has('undefined') && (isInteger(a) || isInteger(b) || others.has('number')))
      return isInequality;
    if (p === 'undefined' && q === 'undefined') return isEquality;
    return undefined;
  }
  // undefined is converted to NaN.
  if (others.has('undefined') && !others.has('never')) return false;
  return undefined;
}
