import type { Position } from '../errors.ts';
import type { Binding, ValueType } from './binding.ts';
import type { Parameter, SourceText } from './declaration.ts';
import type { Body } from './statement.ts';

/** A numeric literal, never negative. `text` is how it prints; `written` says that the author wrote it there. */
export interface NumberLiteral {
  readonly kind: 'number';
  readonly value: number;
  readonly text: string;
  readonly written: boolean;
}

export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
}

export interface BooleanLiteral {
  readonly kind: 'boolean';
  readonly value: boolean;
}

/** A bigint or regular expression literal: printed as it is, never folded. */
export interface VerbatimLiteral {
  readonly kind: 'verbatim';
  readonly text: string;
}

/** `` `a${x}b` ``; `texts` are raw, one more than `values`. */
export interface Template {
  readonly kind: 'template';
  readonly texts: readonly string[];
  readonly values: readonly Expression[];
}

export interface Name {
  readonly kind: 'name';
  readonly binding: Binding;
  readonly position: Position;
}

/** A name that no template declares, such as `Math`. */
export interface Global {
  readonly kind: 'global';
  readonly name: string;
}

/** `CONFIG_IS_ENABLED('X')` and its like, called with a literal. */
export interface OptionCall {
  readonly kind: 'option';
  readonly query: OptionQuery;
  readonly name: string;
  readonly position: Position;
}
export type OptionQuery = 'CONFIG_IS_ENABLED' | 'IS_ENABLED' | 'CONFIG_VAL';

export interface Keyword {
  readonly kind: 'keyword';
  readonly word: 'null' | 'undefined' | 'this' | 'super' | 'new.target';
}

export interface PropertyAccess {
  readonly kind: 'property';
  readonly object: Expression;
  readonly name: string;
  readonly optional: boolean;
  /** Kind of the property's declared type. */
  readonly valueType: ValueType;
}

export interface ElementAccess {
  readonly kind: 'element';
  readonly object: Expression;
  readonly index: Expression;
  readonly optional: boolean;
}

export interface Call {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly typeArguments: SourceText | undefined;
  readonly args: readonly Expression[];
  readonly optional: boolean;
  readonly position: Position;
}

export interface New {
  readonly kind: 'new';
  readonly callee: Expression;
  readonly typeArguments: SourceText | undefined;
  readonly args: readonly Expression[];
}

export type UnaryOperator = '-' | '+' | '~' | '!' | 'typeof' | 'void' | 'delete';
export interface Unary {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export interface Update {
  readonly kind: 'update';
  readonly operator: '++' | '--';
  readonly prefix: boolean;
  readonly target: Target;
}

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '**'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '>>>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '=='
  | '!='
  | '==='
  | '!=='
  | 'in'
  | 'instanceof';
export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Logical {
  readonly kind: 'logical';
  readonly operator: '&&' | '||' | '??';
  readonly left: Expression;
  readonly right: Expression;
}

export type AssignOperator =
  | '='
  | '+='
  | '-='
  | '*='
  | '/='
  | '%='
  | '**='
  | '&='
  | '|='
  | '^='
  | '<<='
  | '>>='
  | '>>>='
  | '&&='
  | '||='
  | '??=';
export interface Assign {
  readonly kind: 'assign';
  readonly operator: AssignOperator;
  readonly target: Target;
  readonly value: Expression;
}
export type Target = Name | Global | PropertyAccess | ElementAccess;

export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `left, right`. */
export interface Sequence {
  readonly kind: 'sequence';
  readonly left: Expression;
  readonly right: Expression;
}

/** `operand as type`, `operand satisfies type`, or `operand!` (`type` absent). */
export interface Cast {
  readonly kind: 'cast';
  readonly operator: 'as' | 'satisfies' | '!';
  readonly operand: Expression;
  readonly type: SourceText | undefined;
}

/** Parentheses that end an optional chain: `(a?.b).c`. No others are kept in the tree. */
export interface Group {
  readonly kind: 'group';
  readonly operand: Expression;
}

export interface Spread {
  readonly kind: 'spread';
  readonly operand: Expression;
}

export interface ArrayLiteral {
  readonly kind: 'array';
  readonly elements: readonly Expression[];
}

/** `key: value`, `[computed]: value` or `...value` (both keys absent). */
export interface ObjectMember {
  readonly key: string | undefined;
  readonly computed: Expression | undefined;
  /** `get key() {}` or `set key(value) {}`, whose function `value` is. No template has one. */
  readonly accessor?: 'get' | 'set';
  readonly value: Expression;
  readonly lead: readonly string[];
  readonly trail: readonly string[];
}

export interface ObjectLiteral {
  readonly kind: 'object';
  readonly members: readonly ObjectMember[];
}

/** An arrow function (whose body may be an expression) or a function expression. */
export interface Closure {
  readonly kind: 'closure';
  readonly arrow: boolean;
  readonly typeParameters: SourceText | undefined;
  readonly parameters: readonly Parameter[];
  readonly returnType: SourceText | undefined;
  readonly body: Body | Expression;
}

export type Expression =
  | NumberLiteral
  | StringLiteral
  | BooleanLiteral
  | VerbatimLiteral
  | Template
  | Name
  | Global
  | OptionCall
  | Keyword
  | PropertyAccess
  | ElementAccess
  | Call
  | New
  | Unary
  | Update
  | Binary
  | Logical
  | Assign
  | Conditional
  | Sequence
  | Cast
  | Group
  | Spread
  | ArrayLiteral
  | ObjectLiteral
  | Closure;

export type ExpressionKind = Expression['kind'];
