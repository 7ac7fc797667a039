import type { Binding } from './binding.ts';
import type { FunctionDeclaration, SourceText } from './declaration.ts';
import type { Expression } from './expression.ts';

/** Comments of a statement, member or declaration; an empty string in `lead` is a blank line. */
export interface Trivia {
  readonly lead: readonly string[];
  /** Comments behind it on its last line. */
  readonly trail: readonly string[];
}

/** The statements of a block or branch; `tail` are comments behind the last one. */
export interface Body {
  readonly statements: readonly Statement[];
  readonly tail: readonly string[];
  /** Braces even where one statement could go without. */
  readonly braced: boolean;
}

/** One declarator; `let a, b;` is loaded as two. */
export interface VariableStatement extends Trivia {
  readonly kind: 'variable';
  readonly keyword: 'const' | 'let';
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
  /** Declared variables, or else `init`. */
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
