import type { Binding } from './binding.ts';
import type { Trivia } from './text.ts';
import type {
  Body,
  Expression,
  ExpressionStatement,
  Name,
  NumberLiteral,
  Statement,
  Unary,
} from './tree.ts';

/** Values that templates can know before they run. */
export type ConstantValue = number | boolean | string | null | undefined;

/** A constant. The wrapper distinguishes the constant `undefined` from "not constant". */
export interface Constant {
  readonly value: ConstantValue;
}

/** Whether two bindings are known to have one value. */
export function sameConstant(a: Constant | undefined, b: Constant | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && Object.is(a.value, b.value));
}

export const EMPTY_BODY: Body = { statements: [], tail: [], braced: true };

export function booleanLiteral(value: boolean): Expression {
  return { kind: 'boolean', value };
}

/** A number literal that the specialiser adds, as opposed to one that the author wrote. */
export function numberLiteral(value: number): NumberLiteral | Unary {
  const literal: NumberLiteral = {
    kind: 'number',
    value: Math.abs(value),
    text: String(Math.abs(value)),
    written: false,
  };
  return value < 0 ? { kind: 'unary', operator: '-', operand: literal } : literal;
}

/** False for NaN, infinities and -0, which have no literal. */
export function hasLiteral(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

/** The literal for a constant; undefined if it has none. */
export function literalOf({ value }: Constant): Expression | undefined {
  switch (typeof value) {
    case 'number':
      return hasLiteral(value) ? numberLiteral(value) : undefined;
    case 'boolean':
      return booleanLiteral(value);
    case 'string':
      return { kind: 'string', value };
    default:
      return { kind: 'keyword', word: value === null ? 'null' : 'undefined' };
  }
}

export function isLiteral(node: Expression): boolean {
  if (node.kind === 'unary') return node.operator === '-' && isLiteral(node.operand);
  return node.kind === 'number' || node.kind === 'boolean' || node.kind === 'string';
}

export function nameOf(binding: Binding, position: Name['position']): Name {
  return { kind: 'name', binding, position };
}

export function expressionStatement(
  expression: Expression,
  trivia: { readonly lead: readonly string[]; readonly trail: readonly string[] },
): ExpressionStatement {
  return { kind: 'expression', expression, lead: trivia.lead, trail: trivia.trail };
}

/** True if a node has comments, and not only blank lines. */
export function isCommented({ lead, trail }: Trivia): boolean {
  return trail.length > 0 || lead.some((comment) => comment !== '');
}

/** `statement` with comments put before its own. */
export function withLead(statement: Statement, lead: readonly string[]): Statement {
  return lead.length === 0 ? statement : { ...statement, lead: [...lead, ...statement.lead] };
}

/** A body with other statements and the same comments. */
export function bodyOf(statements: readonly Statement[], like: Body): Body {
  return { ...like, statements };
}
