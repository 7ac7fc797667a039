import type { Position } from '../../position.ts';
import type { Binding } from './binding.ts';
import type {
  AssignOperator,
  BinaryOperator,
  LogicalOperator,
  UnaryOperator,
  UpdateOperator,
} from './operators.ts';
import type { SourceText, Trivia } from './text.ts';
import type { ValueType } from './value-type.ts';

/*
 * The recursive part of the syntax tree, in one file because its types name each other: expressions
 * hold closures, closures hold statements, and statements hold expressions and inner functions.
 */

/** A numeric literal, never negative. It prints as `text`; `written` is true if the author wrote it. */
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

/** `CONFIG_IS_ENABLED('X')` and the other queries, called with a literal. */
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
  /** Value type of the property's declared type. */
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

export interface Unary {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

export interface Update {
  readonly kind: 'update';
  readonly operator: UpdateOperator;
  readonly prefix: boolean;
  readonly target: Target;
}

export interface Binary {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Logical {
  readonly kind: 'logical';
  readonly operator: LogicalOperator;
  readonly left: Expression;
  readonly right: Expression;
}

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
  /** For `get key() {}` and `set key(value) {}`, with the function as `value`. Templates have none. */
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

export interface Parameter {
  readonly binding: Binding;
  readonly type: SourceText | undefined;
  readonly init: Expression | undefined;
  readonly optional: boolean;
  readonly rest: boolean;
}

/** The statements of a block or branch. `tail` are the comments after the last one. */
export interface Body {
  readonly statements: readonly Statement[];
  readonly tail: readonly string[];
  /** Keep the braces even if there is only one statement. */
  readonly braced: boolean;
}

/** One declarator; `let a, b;` is loaded as two. */
export interface VariableStatement extends Trivia {
  readonly kind: 'variable';
  /** `var` is a variable of the whole function. No template has one. */
  readonly keyword: 'const' | 'let' | 'var';
  readonly binding: Binding;
  readonly type: SourceText | undefined;
  readonly init: Expression | undefined;
  /** `let x!: T`. */
  readonly definite: boolean;
}

export interface ExpressionStatement extends Trivia {
  readonly kind: 'expression';
  readonly expression: Expression;
}

export interface If extends Trivia {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Body;
  readonly else: Body | undefined;
}

export interface While extends Trivia {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Body;
}

export interface DoWhile extends Trivia {
  readonly kind: 'do';
  readonly body: Body;
  readonly condition: Expression;
}

export interface For extends Trivia {
  readonly kind: 'for';
  /** The declared variables; without any, `init`. */
  readonly variables: readonly VariableStatement[];
  readonly init: Expression | undefined;
  readonly condition: Expression | undefined;
  readonly update: Expression | undefined;
  readonly body: Body;
}

/** `for (const x of y)` and `for (const x in y)`. */
export interface ForEach extends Trivia {
  readonly kind: 'forEach';
  readonly operator: 'of' | 'in';
  readonly variable: VariableStatement;
  readonly iterable: Expression;
  readonly body: Body;
}

export interface SwitchClause {
  readonly lead: readonly string[];
  /** Absent in `default`. */
  readonly test: Expression | undefined;
  readonly body: Body;
}

export interface Switch extends Trivia {
  readonly kind: 'switch';
  readonly discriminant: Expression;
  readonly clauses: readonly SwitchClause[];
}

export interface Return extends Trivia {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}

export interface Throw extends Trivia {
  readonly kind: 'throw';
  readonly value: Expression;
}

export interface Jump extends Trivia {
  readonly kind: 'jump';
  readonly word: 'break' | 'continue';
  readonly label: string | undefined;
}

export interface Block extends Trivia {
  readonly kind: 'block';
  readonly body: Body;
}

export interface Labelled extends Trivia {
  readonly kind: 'labelled';
  readonly label: string;
  readonly statement: Statement;
}

export interface Try extends Trivia {
  readonly kind: 'try';
  readonly body: Body;
  readonly parameter: Binding | undefined;
  readonly handler: Body | undefined;
  readonly finalizer: Body | undefined;
}

/** A function declared inside a function. */
export interface InnerFunction extends Trivia {
  readonly kind: 'function';
  readonly declaration: FunctionDeclaration;
}

export type Statement =
  | VariableStatement
  | ExpressionStatement
  | If
  | While
  | DoWhile
  | For
  | ForEach
  | Switch
  | Return
  | Throw
  | Jump
  | Block
  | Labelled
  | Try
  | InnerFunction;

export type StatementKind = Statement['kind'];

/** The tag `@inline`, with its condition if it has one. */
export interface InlineTag {
  readonly condition: Expression | undefined;
}

/** A doc comment that a variant has if the condition after `@when` holds. */
export interface ConditionalComment {
  readonly text: string;
  /** Absent in a comment that every variant has. */
  readonly condition: Expression | undefined;
}

/** The comments of a declaration at the top of a module. */
export interface Documented extends Trivia {
  /** Doc comments with and without conditions. Those that hold become one comment after `lead`. */
  readonly docs?: readonly ConditionalComment[];
}

export interface FunctionDeclaration extends Documented {
  readonly kind: 'function';
  readonly binding: Binding;
  readonly typeParameters: SourceText | undefined;
  readonly parameters: readonly Parameter[];
  readonly returnType: SourceText | undefined;
  readonly body: Body;
  readonly inline: InlineTag | undefined;
  readonly position: Position;
}
