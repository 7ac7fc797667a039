import { ts } from 'ts-morph';
import {
  ASSIGN_OPERATORS,
  BINARY_OPERATORS,
  type AssignOperator,
  type BinaryOperator,
  type LogicalOperator,
  type UnaryOperator,
  type UpdateOperator,
} from '../syntax/operators.ts';

/** Operators by their token in TypeScript. */
type Operators<T> = ReadonlyMap<ts.SyntaxKind, T>;

function byToken<T extends string>(operators: readonly T[]): Operators<T> {
  const tokens = new Map<string, ts.SyntaxKind>();
  for (let kind = ts.SyntaxKind.FirstToken; kind <= ts.SyntaxKind.LastToken; kind += 1) {
    const text = ts.tokenToString(kind);
    if (text !== undefined) tokens.set(text, kind);
  }
  return new Map(operators.map((operator) => [tokens.get(operator) as ts.SyntaxKind, operator]));
}

export const BINARY_TOKENS = byToken(Object.keys(BINARY_OPERATORS) as BinaryOperator[]);
export const ASSIGN_TOKENS = byToken<AssignOperator>(ASSIGN_OPERATORS);
export const LOGICAL_TOKENS = byToken<LogicalOperator>(['&&', '||', '??']);
/** Except `typeof`, `void` and `delete`, which have node types of their own. */
export const UNARY_TOKENS = byToken<UnaryOperator>(['-', '+', '~', '!']);
export const UPDATE_TOKENS = byToken<UpdateOperator>(['++', '--']);
