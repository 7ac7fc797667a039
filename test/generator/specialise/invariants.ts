import type { Program } from '../../../generator/specialise/program.ts';
import type { Binding } from '../../../generator/specialise/syntax/binding.ts';
import type { Declaration } from '../../../generator/specialise/syntax/declaration.ts';
import type { SourceText } from '../../../generator/specialise/syntax/text.ts';
import type {
  Body,
  Closure,
  Expression,
  FunctionDeclaration,
  Parameter,
  Statement,
  VariableStatement,
} from '../../../generator/specialise/syntax/tree.ts';
import { childrenOf } from '../../../generator/specialise/syntax/visit.ts';

/** What is declared where a walk has come to. */
interface Scope {
  readonly parent: Scope | undefined;
  /** Variables of which the declaration has not run yet are `false`. */
  readonly declared: Map<Binding, boolean>;
  /** The scope of a function that runs later, when variables around it have their values. */
  readonly isFunction: boolean;
}

/** Labels and targets that a jump may name. */
interface Targets {
  readonly loop: boolean;
  readonly breakable: boolean;
  readonly labels: ReadonlySet<string>;
}

const NO_TARGETS: Targets = { loop: false, breakable: false, labels: new Set() };

/**
 * What every pass must leave true of a program; each finding is one sentence.
 *
 * - Every name and every type resolves to a declaration around it, and no binding is declared twice.
 * - `let`, `const` and classes are declared before code that runs at once uses them.
 * - A `const` has a value, and nothing assigns to it.
 * - Jumps have a target, and exports are declared.
 * - No option call is left.
 */
export function faultsOf(program: Program): readonly string[] {
  const faults: string[] = [];
  const everywhere = new Set<Binding>();
  const constants = new Set<Binding>();
  let inside = '';
  const fault = (text: string): void => void faults.push(`${inside}: ${text}`);

  const declare = (binding: Binding, scope: Scope, isReady: boolean): void => {
    if (everywhere.has(binding)) fault(`${binding.name} is declared twice`);
    everywhere.add(binding);
    scope.declared.set(binding, isReady);
  };

  const use = (binding: Binding, from: Scope): void => {
    let isLater = false;
    for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent) {
      const isReady = scope.declared.get(binding);
      if (isReady !== undefined) {
        if (!isReady && !isLater) fault(`${binding.name} is used before its declaration`);
        return;
      }
      isLater ||= scope.isFunction;
    }
    fault(`${binding.name} is not declared here`);
  };

  const text = (source: SourceText | undefined, scope: Scope): void => {
    // Types do not run.
    const types: Scope = { parent: scope, declared: new Map(), isFunction: true };
    for (const part of source?.parts ?? []) if (typeof part !== 'string') use(part, types);
  };

  const parameters = (list: readonly Parameter[], scope: Scope): void => {
    for (const { binding, type, init } of list) {
      if (init !== undefined) expression(init, scope);
      declare(binding, scope, true);
      text(type, scope);
    }
  };

  const functionBody = (
    node: FunctionDeclaration | Closure,
    scope: Scope,
    body: Body | Expression,
  ): void => {
    const inner: Scope = { parent: scope, declared: new Map(), isFunction: true };
    text(node.typeParameters, inner);
    parameters(node.parameters, inner);
    text(node.returnType, inner);
    if ('kind' in body) expression(body, inner);
    else list(body, inner, NO_TARGETS);
  };

  const expression = (node: Expression, scope: Scope): void => {
    if (node.kind === 'name') use(node.binding, scope);
    if (node.kind === 'option') fault(`the option ${node.name} is left`);
    if (node.kind === 'cast') text(node.type, scope);
    if (node.kind === 'call' || node.kind === 'new') text(node.typeArguments, scope);
    const isAssigned =
      (node.kind === 'assign' || node.kind === 'update') && node.target.kind === 'name'
        ? node.target.binding
        : undefined;
    if (isAssigned !== undefined && constants.has(isAssigned))
      fault(`${isAssigned.name} is a constant, and something assigns to it`);
    if (node.kind === 'closure') functionBody(node, scope, node.body);
    else for (const child of childrenOf(node)) expression(child, scope);
  };

  const variable = (node: VariableStatement, scope: Scope, hasValue = node.init !== undefined) => {
    text(node.type, scope);
    if (node.init !== undefined) expression(node.init, scope);
    if (node.keyword === 'const') constants.add(node.binding);
    if (node.keyword === 'const' && !hasValue) fault(`${node.binding.name} has no value`);
    declare(node.binding, scope, true);
  };

  const block = (body: Body | undefined, scope: Scope, targets: Targets): void => {
    if (body !== undefined)
      list(body, { parent: scope, declared: new Map(), isFunction: false }, targets);
  };

  /** Statements in a scope of their own: functions are there from the start, variables are not. */
  const list = (body: Body, scope: Scope, targets: Targets): void => {
    open(body.statements, scope);
    for (const each of body.statements) statement(each, scope, targets);
  };

  const open = (statements: readonly Statement[], scope: Scope): void => {
    for (const each of statements) {
      if (each.kind === 'function') declare(each.declaration.binding, scope, true);
      if (each.kind === 'variable' && !scope.declared.has(each.binding))
        scope.declared.set(each.binding, false);
    }
  };

  const statement = (node: Statement, scope: Scope, targets: Targets): void => {
    const loop: Targets = { ...targets, loop: true, breakable: true };
    const inner: Scope = { parent: scope, declared: new Map(), isFunction: false };
    switch (node.kind) {
      case 'variable':
        return variable(node, scope);
      case 'expression':
        return expression(node.expression, scope);
      case 'return':
        return node.value && expression(node.value, scope);
      case 'throw':
        return expression(node.value, scope);
      case 'if':
        expression(node.condition, scope);
        block(node.then, scope, targets);
        return block(node.else, scope, targets);
      case 'while':
      case 'do':
        expression(node.condition, scope);
        return block(node.body, scope, loop);
      case 'for':
        for (const each of node.variables) variable(each, inner);
        for (const part of [node.init, node.condition, node.update])
          if (part !== undefined) expression(part, inner);
        return block(node.body, inner, loop);
      case 'forEach':
        expression(node.iterable, scope);
        variable(node.variable, inner, true);
        return block(node.body, inner, loop);
      case 'switch':
        expression(node.discriminant, scope);
        for (const { body } of node.clauses) open(body.statements, inner);
        for (const { test, body } of node.clauses) {
          if (test !== undefined) expression(test, inner);
          for (const each of body.statements)
            statement(each, inner, { ...targets, breakable: true });
        }
        return;
      case 'jump': {
        const isFound =
          node.label === undefined
            ? node.word === 'continue'
              ? targets.loop
              : targets.breakable
            : targets.labels.has(node.label);
        return isFound ? undefined : fault(`${node.word} ${node.label ?? ''} has no target`);
      }
      case 'block':
        return block(node.body, scope, targets);
      case 'labelled':
        return statement(node.statement, scope, {
          ...targets,
          labels: new Set([...targets.labels, node.label]),
        });
      case 'try':
        block(node.body, scope, targets);
        if (node.parameter !== undefined) declare(node.parameter, inner, true);
        if (node.handler !== undefined) block(node.handler, inner, targets);
        return block(node.finalizer, scope, targets);
      case 'function':
        return functionBody(node.declaration, scope, node.declaration.body);
    }
  };

  const declaration = (node: Declaration, scope: Scope): void => {
    inside = node.binding.name;
    switch (node.kind) {
      case 'function':
        return functionBody(node, scope, node.body);
      case 'variable':
        return variable({ ...node, lead: [], trail: [] }, scope);
      case 'type':
        return text(node.text, scope);
      case 'class':
        if (node.base !== undefined) expression(node.base, scope);
        for (const part of [node.typeParameters, node.baseTypes, node.interfaces])
          text(part, scope);
        for (const member of node.members) {
          if (member.kind === 'property') {
            text(member.type, scope);
            const later: Scope = { parent: scope, declared: new Map(), isFunction: true };
            if (member.init !== undefined) expression(member.init, later);
          } else {
            functionBody({ ...member, arrow: false, kind: 'closure' }, scope, member.body);
          }
        }
        declare(node.binding, scope, true);
    }
  };

  const module: Scope = { parent: undefined, declared: new Map(), isFunction: false };
  for (const node of program.declarations) {
    inside = node.binding.name;
    if (node.kind === 'function' || node.kind === 'type') declare(node.binding, module, true);
    else module.declared.set(node.binding, false);
  }
  for (const node of program.declarations) declaration(node, module);
  inside = 'the module';
  for (const [binding, name] of program.roots) {
    const isAlias = program.aliases.some((alias) => alias.declaration.binding === binding);
    if (!module.declared.has(binding) && !isAlias) fault(`the export ${name} is not declared`);
  }
  return faults;
}
