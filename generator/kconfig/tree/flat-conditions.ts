import { OPERATORS } from '../values/comparison.ts';
import type { Expression } from './model/model.ts';

/**
 * A condition as integers, in prefix order. A symbol is its index. All else begins with one of the codes below
 * and its length, these two included. After them, AND, OR and NOT have their operands, COMPARE its operator's place in
 * OPERATORS and the indices of both symbols, and KNOWN the number of another condition.
 */
export type FlatCondition = Int32Array;

export const AND = -1;
export const OR = -2;
export const NOT = -3;
export const COMPARE = -4;
export const KNOWN = -5;

/** Integers that there is room for at first; doubled when they are used up. */
const FIRST_ROOM = 4096;

/**
 * The conditions of one tree in that form, each made when it is first evaluated. Integers next to each
 * other are read in a fraction of the time that it takes to follow the objects of the tree.
 */
export class FlatConditions {
  /** Those with a number, end to end. What is in it never changes, but a larger one takes its place. */
  numbered: FlatCondition = new Int32Array(FIRST_ROOM);
  /** By number, where the condition begins; 0 as long as it has not been made. */
  readonly starts: Int32Array;
  readonly #others = new WeakMap<Expression, FlatCondition>();
  #end = 1;

  constructor(conditionCount: number) {
    this.starts = new Int32Array(conditionCount + 1);
  }

  /** Makes a numbered condition, and says where it begins. */
  add(condition: Expression): number {
    const flat = this.#flatten(condition);
    const start = this.#end;
    this.#end += flat.length;
    if (this.#end > this.numbered.length) {
      const larger = new Int32Array(Math.max(this.#end, 2 * this.numbered.length));
      larger.set(this.numbered);
      this.numbered = larger;
    }
    this.numbered.set(flat, start);
    this.starts[condition.number] = start;
    return start;
  }

  /** A condition without a number, by itself. */
  other(condition: Expression): FlatCondition {
    const known = this.#others.get(condition);
    if (known) return known;
    const flat = Int32Array.from(this.#flatten(condition));
    this.#others.set(condition, flat);
    return flat;
  }

  #flatten(condition: Expression): readonly number[] {
    const flat: number[] = [];
    this.#append(condition, flat);
    return flat;
  }

  #append(expression: Expression, flat: number[]): void {
    switch (expression.kind) {
      case 'symbol':
        flat.push(expression.symbol.index);
        return;
      case 'compare': {
        const { operator, left, right } = expression;
        flat.push(COMPARE, 5, OPERATORS.indexOf(operator), left.index, right.index);
        return;
      }
      case 'not':
        this.#appendOperation(NOT, [expression.operand], flat);
        return;
      default:
        this.#appendOperation(expression.kind === 'and' ? AND : OR, expression.operands, flat);
    }
  }

  #appendOperation(code: number, operands: readonly Expression[], flat: number[]): void {
    const start = flat.push(code, 0) - 2;
    for (const operand of operands) {
      const { number } = operand;
      if (number === 0) {
        this.#append(operand, flat);
        continue;
      }
      if (this.starts[number] === 0) this.add(operand);
      flat.push(KNOWN, 3, number);
    }
    flat[start + 1] = flat.length - start;
  }
}
