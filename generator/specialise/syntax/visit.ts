import type { Binding } from './binding.ts';
import type { ClassMember, Declaration } from './declaration.ts';
import type { SourceText } from './text.ts';
import type {
  Body,
  Expression,
  FunctionDeclaration,
  Parameter,
  Statement,
  VariableStatement,
} from './tree.ts';
import { isExpressionBody } from './map.ts';

/** The nodes that a reader visits. A callback that returns false skips the children. */
export interface Visitor {
  readonly expression?: (expression: Expression) => boolean | void;
  readonly statement?: (statement: Statement) => boolean | void;
  /** Bindings where they are declared, except top-level ones. */
  readonly declared?: (binding: Binding) => void;
  readonly text?: (text: SourceText) => void;
}

function visitText(text: SourceText | undefined, visitor: Visitor): void {
  if (text !== undefined) visitor.text?.(text);
}

function visitParameters(parameters: readonly Parameter[], visitor: Visitor): void {
  for (const parameter of parameters) {
    visitor.declared?.(parameter.binding);
    visitText(parameter.type, visitor);
    if (parameter.init !== undefined) visitExpression(parameter.init, visitor);
  }
}

/** Visits `node` and everything below it, in evaluation order. */
export function visitExpression(node: Expression, visitor: Visitor): void {
  if (visitor.expression?.(node) === false) return;
  switch (node.kind) {
    case 'call':
    case 'new':
      visitExpression(node.callee, visitor);
      visitText(node.typeArguments, visitor);
      for (let i = 0; i < node.args.length; i += 1)
        visitExpression(node.args[i] as Expression, visitor);
      return;
    case 'cast':
      visitExpression(node.operand, visitor);
      visitText(node.type, visitor);
      return;
    case 'closure':
      visitText(node.typeParameters, visitor);
      visitParameters(node.parameters, visitor);
      visitText(node.returnType, visitor);
      if (isExpressionBody(node.body)) visitExpression(node.body, visitor);
      else visitBody(node.body, visitor);
      return;
    default: {
      // The other kinds have expressions alone.
      const children = childrenOf(node);
      for (let i = 0; i < children.length; i += 1)
        visitExpression(children[i] as Expression, visitor);
    }
  }
}

const NONE: readonly Expression[] = [];

/** Direct child expressions in evaluation order, without those in bodies. */
export function childrenOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'verbatim':
    case 'name':
    case 'global':
    case 'option':
    case 'keyword':
      return NONE;
    case 'template':
      return node.values;
    case 'property':
      return [node.object];
    case 'element':
      return [node.object, node.index];
    case 'call':
    case 'new':
      return [node.callee, ...node.args];
    case 'unary':
    case 'group':
    case 'spread':
    case 'cast':
      return [node.operand];
    case 'update':
      return [node.target];
    case 'binary':
    case 'logical':
    case 'sequence':
      return [node.left, node.right];
    case 'assign':
      return [node.target, node.value];
    case 'conditional':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'array':
      return node.elements;
    case 'object':
      return node.members.flatMap(({ computed, value }) =>
        computed === undefined ? value : [computed, value],
      );
    case 'closure': {
      const defaults = node.parameters.flatMap(({ init }) => init ?? []);
      return isExpressionBody(node.body) ? [...defaults, node.body] : defaults;
    }
  }
}

function visitVariable(node: VariableStatement, visitor: Visitor): void {
  visitor.declared?.(node.binding);
  visitText(node.type, visitor);
  if (node.init !== undefined) visitExpression(node.init, visitor);
}

export function visitBody({ statements }: Body, visitor: Visitor): void {
  for (let i = 0; i < statements.length; i += 1)
    visitStatement(statements[i] as Statement, visitor);
}

/** Visits `node` and everything below it. */
export function visitStatement(node: Statement, visitor: Visitor): void {
  if (visitor.statement?.(node) === false) return;
  switch (node.kind) {
    case 'variable':
      visitVariable(node, visitor);
      return;
    case 'expression':
      visitExpression(node.expression, visitor);
      return;
    case 'if':
      visitExpression(node.condition, visitor);
      visitBody(node.then, visitor);
      if (node.else !== undefined) visitBody(node.else, visitor);
      return;
    case 'while':
      visitExpression(node.condition, visitor);
      visitBody(node.body, visitor);
      return;
    case 'do':
      visitBody(node.body, visitor);
      visitExpression(node.condition, visitor);
      return;
    case 'for':
      for (const variable of node.variables) visitVariable(variable, visitor);
      if (node.init !== undefined) visitExpression(node.init, visitor);
      if (node.condition !== undefined) visitExpression(node.condition, visitor);
      visitBody(node.body, visitor);
      if (node.update !== undefined) visitExpression(node.update, visitor);
      return;
    case 'forEach':
      visitExpression(node.iterable, visitor);
      visitVariable(node.variable, visitor);
      visitBody(node.body, visitor);
      return;
    case 'switch':
      visitExpression(node.discriminant, visitor);
      for (const clause of node.clauses) {
        if (clause.test !== undefined) visitExpression(clause.test, visitor);
        visitBody(clause.body, visitor);
      }
      return;
    case 'return':
      if (node.value !== undefined) visitExpression(node.value, visitor);
      return;
    case 'throw':
      visitExpression(node.value, visitor);
      return;
    case 'jump':
      return;
    case 'block':
      visitBody(node.body, visitor);
      return;
    case 'labelled':
      visitStatement(node.statement, visitor);
      return;
    case 'try':
      visitBody(node.body, visitor);
      if (node.parameter !== undefined) visitor.declared?.(node.parameter);
      if (node.handler !== undefined) visitBody(node.handler, visitor);
      if (node.finalizer !== undefined) visitBody(node.finalizer, visitor);
      return;
    case 'function':
      visitor.declared?.(node.declaration.binding);
      visitFunction(node.declaration, visitor);
      return;
  }
}

/** Visits the outermost statements and expressions in `node`, and nothing below them. */
export function visitParts(
  node: Statement,
  statement: (part: Statement) => void,
  expression: (part: Expression) => void,
): void {
  visitStatement(node, {
    statement: (part) => {
      if (part === node) return true;
      statement(part);
      return false;
    },
    expression: (part) => {
      expression(part);
      return false;
    },
  });
}

export function visitFunction(node: FunctionDeclaration, visitor: Visitor): void {
  visitText(node.typeParameters, visitor);
  visitParameters(node.parameters, visitor);
  visitText(node.returnType, visitor);
  visitBody(node.body, visitor);
}

function visitClassMember(member: ClassMember, visitor: Visitor): void {
  if (member.kind === 'property') {
    visitText(member.type, visitor);
    if (member.init !== undefined) visitExpression(member.init, visitor);
    return;
  }
  visitText(member.typeParameters, visitor);
  visitParameters(member.parameters, visitor);
  visitText(member.returnType, visitor);
  visitBody(member.body, visitor);
}

/** Visits everything in a declaration. */
export function visitDeclaration(node: Declaration, visitor: Visitor): void {
  switch (node.kind) {
    case 'function':
      visitFunction(node, visitor);
      return;
    case 'variable':
      visitText(node.type, visitor);
      if (node.init !== undefined) visitExpression(node.init, visitor);
      return;
    case 'class':
      visitText(node.typeParameters, visitor);
      if (node.base !== undefined) visitExpression(node.base, visitor);
      visitText(node.baseTypes, visitor);
      visitText(node.interfaces, visitor);
      for (const member of node.members) visitClassMember(member, visitor);
      return;
    case 'type':
      visitor.text?.(node.text);
      return;
  }
}
