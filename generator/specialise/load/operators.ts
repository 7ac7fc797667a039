import { ts } from 'ts-morph';
import type {
  AssignOperator,
  BinaryOperator,
  Logical,
  UnaryOperator,
} from '../syntax/expression.ts';

type Operators<T> = ReadonlyMap<ts.SyntaxKind, T>;

function byToken<T extends string>(operators: readonly T[]): Operators<T> {
  const tokens = new Map<string, ts.SyntaxKind>();
  for (let kind = ts.SyntaxKind.FirstToken; kind <= ts.SyntaxKind.LastToken; kind += 1) {
    const text = ts.tokenToString(kind);
    if (text !== undefined) tokens.set(text, kind);
  }
  return new Map(operators.map((operator) => [tokens.get(operator) as ts.SyntaxKind, operator]));
}

export const BINARY_OPERATORS: Operators<BinaryOperator> = byToken<BinaryOperator>([
  '+',
  '-',
  '*',
  '/',
  '%',
  '**',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '>>>',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  '===',
  '!==',
  'in',
  'instanceof',
]);

export const LOGICAL_OPERATORS: Operators<Logical['operator']> = byToken<Logical['operator']>([
  '&&',
  '||',
  '??',
]);

export const ASSIGN_OPERATORS: Operators<AssignOperator> = byToken<AssignOperator>([
  '=',
  '+=',
  '-=',
  '*=',
  '/=',
  '%=',
  '**=',
  '&=',
  '|=',
  '^=',
  '<<=',
  '>>=',
  '>>>=',
  '&&=',
  '||=',
  '??=',
]);

export const UNARY_OPERATORS: Operators<UnaryOperator> = byToken<UnaryOperator>([
  '-',
  '+',
  '~',
  '!',
]);

export const UPDATE_OPERATORS: Operators<'++' | '--'> = byToken<'++' | '--'>(['++', '--']);
