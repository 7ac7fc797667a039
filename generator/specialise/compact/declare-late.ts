import { mapDeclarations, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import { bodyOf } from '../syntax/create.ts';
import type { FunctionDeclaration } from '../syntax/declaration.ts';
import type { Body, Statement, VariableStatement } from '../syntax/statement.ts';
import { visitExpression, visitStatement, type Visitor } from '../syntax/visit.ts';

type Uses = 'none' | 'plain' | 'captured';

/** Does the statement name the variable, and does a closure or function in it? */
function usesIn(node: Statement, binding: Binding): Uses {
  let uses: Uses = 'none';
  let inside = false;
  const visitor: Visitor = {
    expression(part) {
      if (part.kind === 'name' && part.binding === binding)
        uses = inside || uses === 'captured' ? 'captured' : 'plain';
      if (part.kind !== 'closure' || inside) return true;
      inside = true;
      visitExpression(part, visitor);
      inside = false;
      return false;
    },
    statement(part) {
      if (part.kind !== 'function' || inside) return true;
      inside = true;
      visitStatement(part, visitor);
      inside = false;
      return false;
    },
  };
  visitStatement(node, visitor);
  return uses;
}

/** `x = …;` as the declaration of x. */
function declaring(node: Statement, variable: VariableStatement): Statement | undefined {
  if (node.kind !== 'expression' || node.expression.kind !== 'assign') return undefined;
  const { target, operator, value } = node.expression;
  if (target.kind !== 'name' || target.binding !== variable.binding || operator !== '=')
    return undefined;
  const reads = usesIn({ ...node, expression: value }, variable.binding) !== 'none';
  return reads ? undefined : { ...variable, init: value, lead: node.lead, trail: node.trail };
}

/** The branch of an `if` that alone uses the variable, with the declaration in it. */
function inBranch(node: Statement, variable: VariableStatement): Statement | undefined {
  if (node.kind !== 'if') return undefined;
  const isUsed = ({ statements }: Body): boolean =>
    statements.some((statement) => usesIn(statement, variable.binding) !== 'none');
  const test: Statement = { kind: 'expression', expression: node.condition, lead: [], trail: [] };
  if (usesIn(test, variable.binding) !== 'none') return undefined;
  const otherwise = node.else !== undefined && isUsed(node.else) ? node.else : undefined;
  if (isUsed(node.then)) {
    const then = otherwise === undefined ? declaredIn(node.then, variable) : undefined;
    return then && { ...node, then };
  }
  const after = otherwise && declaredIn(otherwise, variable);
  return after && { ...node, else: after };
}

/**
 * The statements with the variable declared next to another declaration: a minifier makes one of
 * both. Undefined where there is none: a declaration alone would part expressions that it joins.
 */
function declaredIn(body: Body, variable: VariableStatement): Body | undefined {
  const { statements } = body;
  const uses = statements.map((statement) => usesIn(statement, variable.binding));
  if (uses.includes('captured')) return undefined;
  const first = uses.findIndex((use) => use !== 'none');
  const user = statements[first];
  if (user === undefined) return undefined;
  const isOnly = uses.lastIndexOf('plain') === first;
  const branch = isOnly ? inBranch(user, variable) : undefined;
  if (branch !== undefined) return bodyOf(statements.with(first, branch), body);
  const beside = [statements[first - 1], statements[first + 1]];
  const declaration = beside.some((node) => node?.kind === 'variable')
    ? declaring(user, variable)
    : undefined;
  if (declaration !== undefined) return bodyOf(statements.with(first, declaration), body);
  const before = statements.slice(0, first).findLastIndex(({ kind }) => kind === 'variable');
  if (before < 0) return undefined;
  return bodyOf(statements.toSpliced(before + 1, 0, variable), body);
}

function late(declaration: FunctionDeclaration): FunctionDeclaration {
  let { body } = declaration;
  for (const node of declaration.body.statements) {
    if (node.kind !== 'variable' || node.keyword !== 'let' || node.init !== undefined) continue;
    const others = body.statements.filter((statement) => statement !== node);
    body = declaredIn(bodyOf(others, body), node) ?? body;
  }
  return body === declaration.body ? declaration : { ...declaration, body };
}

/**
 * Declares variables that a function begins with where they are first used, if there is another
 * declaration that takes them in.
 */
export function declareLate(program: Program): Program {
  return mapDeclarations(program, (declaration) =>
    declaration.kind === 'function' ? late(declaration) : declaration,
  );
}
