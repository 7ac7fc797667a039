import type { Position } from '../errors.ts';
import type { Binding } from './binding.ts';
import type { Expression } from './expression.ts';
import type { Body, Trivia } from './statement.ts';

/** Text of a type or type declaration, cut where it names a binding. */
export interface SourceText {
  readonly parts: readonly (string | Binding)[];
  /** Other identifiers in the text: names that a binding of the output must not take. */
  readonly free: readonly string[];
}

/** True where two texts say the same of the same bindings. */
export function sameText(a: SourceText | undefined, b: SourceText | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.parts.length === b.parts.length && a.parts.every((part, i) => part === b.parts[i]);
}

export interface Parameter {
  readonly binding: Binding;
  readonly type: SourceText | undefined;
  readonly init: Expression | undefined;
  readonly optional: boolean;
  readonly rest: boolean;
}

/** The tag `@inline`, with its condition where it has one. */
export interface InlineTag {
  readonly condition: Expression | undefined;
}

/** A doc comment of which `@when CONDITION` decides whether a variant has it. */
export interface ConditionalComment {
  readonly text: string;
  /** Absent in a comment that every variant has. */
  readonly condition: Expression | undefined;
}

/** The comments of a declaration at the top of a module. */
export interface Documented extends Trivia {
  /** Doc comments of which some have conditions: those that hold make one comment behind `lead`. */
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

export interface VariableDeclaration extends Documented {
  readonly kind: 'variable';
  readonly keyword: 'const' | 'let';
  readonly binding: Binding;
  readonly type: SourceText | undefined;
  readonly init: Expression | undefined;
  readonly definite: boolean;
  readonly position: Position;
}

export interface ClassProperty extends Trivia {
  readonly kind: 'property';
  /** `readonly`, `static`, `override`, `declare`, accessibility, in source order. */
  readonly modifiers: readonly string[];
  readonly name: string;
  /** `?`, `!` or nothing. */
  readonly mark: string;
  readonly type: SourceText | undefined;
  readonly init: Expression | undefined;
}

export interface ClassMethod extends Trivia {
  readonly kind: 'method';
  readonly modifiers: readonly string[];
  /** `get` and `set` for accessors. */
  readonly accessor: 'get' | 'set' | undefined;
  /** `constructor` for the constructor. */
  readonly name: string;
  readonly typeParameters: SourceText | undefined;
  readonly parameters: readonly Parameter[];
  readonly returnType: SourceText | undefined;
  readonly body: Body;
}

export type ClassMember = ClassProperty | ClassMethod;

export interface ClassDeclaration extends Documented {
  readonly kind: 'class';
  readonly binding: Binding;
  readonly typeParameters: SourceText | undefined;
  readonly base: Expression | undefined;
  readonly baseTypes: SourceText | undefined;
  readonly interfaces: SourceText | undefined;
  readonly members: readonly ClassMember[];
  readonly position: Position;
}

/** `interface` or `type`: the whole text without `export`. */
export interface TypeDeclaration extends Documented {
  readonly kind: 'type';
  readonly binding: Binding;
  readonly text: SourceText;
  readonly position: Position;
}

export type Declaration =
  FunctionDeclaration | VariableDeclaration | ClassDeclaration | TypeDeclaration;
