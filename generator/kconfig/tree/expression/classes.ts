import type { ChainExpression, Expression } from '../model/model.ts';

/**
 * Sorts conditions into classes: two that `Simplifier.equal` calls equal are in one class, so those of
 * different classes need not be compared. The class of a chain is that of its operands in any order, after
 * its constants are eliminated, which is all that equality disregards.
 */
export class ConditionClasses {
  readonly #eliminateConstants: (expression: Expression) => Expression;
  readonly #spend: (work: number) => void;
  readonly #numbers = new Map<string, number>();
  readonly #known = new WeakMap<Expression, number>();

  /** @param spend called with the number of operands that are looked at. */
  constructor(
    eliminateConstants: (expression: Expression) => Expression,
    spend: (work: number) => void,
  ) {
    this.#eliminateConstants = eliminateConstants;
    this.#spend = spend;
  }

  /** The number of the class that a condition is in. */
  of(expression: Expression): number {
    switch (expression.kind) {
      case 'symbol':
        return expression.symbol.index;
      case 'compare': {
        const { operator, left, right } = expression;
        return this.#number(`${left.index}${operator}${right.index}`);
      }
      case 'not':
        return this.#number(`!${this.of(expression.operand)}`);
      default: {
        const known = this.#known.get(expression);
        if (known !== undefined) return known;
        const number = this.#ofChain(expression);
        this.#known.set(expression, number);
        return number;
      }
    }
  }

  #ofChain(expression: ChainExpression): number {
    this.#spend(expression.operands.length);
    const simple = this.#eliminateConstants(expression);
    if (simple.kind !== 'and' && simple.kind !== 'or') return this.of(simple);
    const operands = simple.operands.map((operand) => this.of(operand));
    return this.#number(`${simple.kind} ${operands.toSorted((a, b) => a - b).join(' ')}`);
  }

  /** Below 0, as those of symbols are not. */
  #number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = -1 - this.#numbers.size;
    this.#numbers.set(key, number);
    return number;
  }
}
