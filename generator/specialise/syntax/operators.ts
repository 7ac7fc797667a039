import { isNumeric, type ValueType } from './value-type.ts';

export type UnaryOperator = '-' | '+' | '~' | '!' | 'typeof' | 'void' | 'delete';
export type UpdateOperator = '++' | '--';
export type LogicalOperator = '&&' | '||' | '??';

/** What a binary operator makes of two numbers; `sum` joins strings as well. */
type Result = Extract<ValueType, 'int32' | 'uint32' | 'number' | 'boolean'> | 'sum';

/** Every binary operator and its result. */
export const BINARY_OPERATORS = {
  '+': 'sum',
  '-': 'number',
  '*': 'number',
  '/': 'number',
  '%': 'number',
  '**': 'number',
  '&': 'int32',
  '|': 'int32',
  '^': 'int32',
  '<<': 'int32',
  '>>': 'int32',
  '>>>': 'uint32',
  '<': 'boolean',
  '<=': 'boolean',
  '>': 'boolean',
  '>=': 'boolean',
  '==': 'boolean',
  '!=': 'boolean',
  '===': 'boolean',
  '!==': 'boolean',
  in: 'boolean',
  instanceof: 'boolean',
} as const satisfies Readonly<Record<string, Result>>;
export type BinaryOperator = keyof typeof BINARY_OPERATORS;

/** Assignments that evaluate their value only for some values of the target. */
const LOGICAL_ASSIGNMENTS = ['&&=', '||=', '??='] as const;
export type LogicalAssignment = (typeof LOGICAL_ASSIGNMENTS)[number];

/** Assignments that compute with the old value of the target, each with its operator. */
export const COMPOUND_ASSIGNMENTS = {
  '+=': '+',
  '-=': '-',
  '*=': '*',
  '/=': '/',
  '%=': '%',
  '**=': '**',
  '&=': '&',
  '|=': '|',
  '^=': '^',
  '<<=': '<<',
  '>>=': '>>',
  '>>>=': '>>>',
} as const satisfies Readonly<Record<string, BinaryOperator>>;
export type CompoundAssignment = keyof typeof COMPOUND_ASSIGNMENTS;

export type AssignOperator = '=' | CompoundAssignment | LogicalAssignment;

export const ASSIGN_OPERATORS: readonly AssignOperator[] = [
  '=',
  ...(Object.keys(COMPOUND_ASSIGNMENTS) as CompoundAssignment[]),
  ...LOGICAL_ASSIGNMENTS,
];

export function isLogicalAssignment(operator: AssignOperator): operator is LogicalAssignment {
  return (LOGICAL_ASSIGNMENTS as readonly AssignOperator[]).includes(operator);
}

/** The value type of an operator's result, from the value types of its operands. */
export function valueTypeOfBinary(
  operator: BinaryOperator,
  left: ValueType,
  right: ValueType,
): ValueType {
  const result = BINARY_OPERATORS[operator];
  if (result === 'boolean') return 'boolean';
  if (isNumeric(left) && isNumeric(right)) return result === 'sum' ? 'number' : result;
  return result === 'sum' && (left === 'string' || right === 'string') ? 'string' : 'unknown';
}
