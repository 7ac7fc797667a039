import type { Position } from '../../position.ts';
import type { Binding } from './binding.ts';
import type { SourceText, Trivia } from './text.ts';
import type { Body, Documented, Expression, FunctionDeclaration, Parameter } from './tree.ts';

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
