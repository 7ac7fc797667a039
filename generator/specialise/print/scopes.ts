import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { SourceText } from '../syntax/text.ts';
import type {
  Body,
  Expression,
  FunctionDeclaration,
  Parameter,
  Statement,
} from '../syntax/tree.ts';
import { isExpressionBody } from '../syntax/map.ts';
import { childrenOf } from '../syntax/visit.ts';

/** A scope: the bindings that it declares, and the names used in it. */
export interface Scope {
  readonly declared: Binding[];
  /** Bindings used here or in inner scopes. */
  readonly used: Set<Binding>;
  /** Names that no template declares, used here or in inner scopes. */
  readonly free: Set<string>;
  readonly children: Scope[];
  /** The scope of the function around it, or the scope itself. */
  readonly ofFunction: Scope;
}

class NewScope implements Scope {
  readonly declared: Binding[] = [];
  readonly used = new Set<Binding>();
  readonly free = new Set<string>();
  readonly children: Scope[] = [];
  readonly ofFunction: Scope;

  constructor(ofFunction?: Scope) {
    this.ofFunction = ofFunction ?? this;
  }
}

/** Adds what a finished scope uses to the scope around it. */
function close(scope: Scope, parent: Scope): void {
  for (const binding of scope.used) parent.used.add(binding);
  for (const name of scope.free) parent.free.add(name);
}

function inside(parent: Scope, scope: Scope, fill: (scope: Scope) => void): void {
  parent.children.push(scope);
  fill(scope);
  close(scope, parent);
}

function within(parent: Scope, fill: (scope: Scope) => void): void {
  inside(parent, new NewScope(parent.ofFunction), fill);
}

/** The same for a function: its `var` declares in the new scope. */
function withinFunction(parent: Scope, fill: (scope: Scope) => void): void {
  inside(parent, new NewScope(), fill);
}

function addText(text: SourceText | undefined, scope: Scope): void {
  for (const part of text?.parts ?? []) if (typeof part !== 'string') scope.used.add(part);
  for (const name of text?.free ?? []) scope.free.add(name);
}

function addParameters(parameters: readonly Parameter[], scope: Scope): void {
  for (const { binding, type, init } of parameters) {
    scope.declared.push(binding);
    addText(type, scope);
    addExpression(init, scope);
  }
}

function addExpression(node: Expression | undefined, scope: Scope): void {
  if (node === undefined) return;
  if (node.kind === 'name') scope.used.add(node.binding);
  if (node.kind === 'global') scope.free.add(node.name);
  if (node.kind === 'cast') addText(node.type, scope);
  if (node.kind === 'call' || node.kind === 'new') addText(node.typeArguments, scope);
  if (node.kind !== 'closure') {
    for (const child of childrenOf(node)) addExpression(child, scope);
    return;
  }
  withinFunction(scope, (inner) => {
    addText(node.typeParameters, inner);
    addParameters(node.parameters, inner);
    addText(node.returnType, inner);
    if (isExpressionBody(node.body)) addExpression(node.body, inner);
    else addStatements(node.body.statements, inner);
  });
}

function addVariable(node: Extract<Statement, { kind: 'variable' }>, scope: Scope): void {
  const { declared } = node.keyword === 'var' ? scope.ofFunction : scope;
  declared.push(node.binding);
  // Between here and the function, no block may declare the name of a `var`.
  scope.used.add(node.binding);
  addText(node.type, scope);
  addExpression(node.init, scope);
}

function addBody(body: Body | undefined, scope: Scope): void {
  if (body !== undefined) within(scope, (inner) => addStatements(body.statements, inner));
}

function addFunction(node: FunctionDeclaration, scope: Scope): void {
  addText(node.typeParameters, scope);
  addParameters(node.parameters, scope);
  addText(node.returnType, scope);
  addStatements(node.body.statements, scope);
}

function addStatements(statements: readonly Statement[], scope: Scope): void {
  for (const statement of statements) addStatement(statement, scope);
}

function addStatement(node: Statement, scope: Scope): void {
  switch (node.kind) {
    case 'variable':
      return addVariable(node, scope);
    case 'expression':
      return addExpression(node.expression, scope);
    case 'return':
    case 'throw':
      return addExpression(node.value, scope);
    case 'if':
      addExpression(node.condition, scope);
      addBody(node.then, scope);
      return addBody(node.else, scope);
    case 'while':
    case 'do':
      addExpression(node.condition, scope);
      return addBody(node.body, scope);
    case 'for':
      return within(scope, (inner) => {
        for (const variable of node.variables) addVariable(variable, inner);
        for (const part of [node.init, node.condition, node.update]) addExpression(part, inner);
        addBody(node.body, inner);
      });
    case 'forEach':
      return within(scope, (inner) => {
        addVariable(node.variable, inner);
        addExpression(node.iterable, inner);
        addBody(node.body, inner);
      });
    case 'switch':
      addExpression(node.discriminant, scope);
      return within(scope, (inner) => {
        for (const { test, body } of node.clauses) {
          addExpression(test, inner);
          addStatements(body.statements, inner);
        }
      });
    case 'block':
      return addBody(node.body, scope);
    case 'labelled':
      return addStatement(node.statement, scope);
    case 'try':
      addBody(node.body, scope);
      within(scope, (inner) => {
        if (node.parameter !== undefined) inner.declared.push(node.parameter);
        addStatements(node.handler?.statements ?? [], inner);
      });
      return addBody(node.finalizer, scope);
    case 'function':
      scope.declared.push(node.declaration.binding);
      return withinFunction(scope, (inner) => addFunction(node.declaration, inner));
    case 'jump':
      return;
  }
}

const scopes = new WeakMap<Declaration, Scope>();

/** The scope of a declaration, with its inner scopes; cached by the identity of the declaration. */
export function scopeOf(declaration: Declaration): Scope {
  const known = scopes.get(declaration);
  if (known !== undefined) return known;
  const scope = newScope(declaration);
  scopes.set(declaration, scope);
  return scope;
}

function newScope(declaration: Declaration): Scope {
  const scope = new NewScope();
  switch (declaration.kind) {
    case 'function':
      addFunction(declaration, scope);
      break;
    case 'variable':
      addText(declaration.type, scope);
      addExpression(declaration.init, scope);
      break;
    case 'type':
      addText(declaration.text, scope);
      break;
    case 'class':
      addExpression(declaration.base, scope);
      for (const text of [
        declaration.typeParameters,
        declaration.baseTypes,
        declaration.interfaces,
      ])
        addText(text, scope);
      for (const member of declaration.members) {
        withinFunction(scope, (inner) => {
          if (member.kind === 'property') {
            addText(member.type, inner);
            addExpression(member.init, inner);
          } else {
            addText(member.typeParameters, inner);
            addParameters(member.parameters, inner);
            addText(member.returnType, inner);
            addStatements(member.body.statements, inner);
          }
        });
      }
      break;
  }
  return scope;
}
