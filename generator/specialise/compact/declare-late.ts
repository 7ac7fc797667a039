import { usesOf } from '../inline/uses.ts';
import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Session } from '../session.ts';
import type { Binding } from '../syntax/binding.ts';
import { bodyOf } from '../syntax/create.ts';
import type {
  Body,
  Expression,
  FunctionDeclaration,
  Statement,
  VariableStatement,
} from '../syntax/tree.ts';

function isUsed(binding: Binding, statements: readonly Statement[], value?: Expression): boolean {
  return usesOf(binding, { statements, value }).count > 0;
}

/** `x = …;` as the declaration of x. */
function declaring(node: Statement, variable: VariableStatement): Statement | undefined {
  if (node.kind !== 'expression' || node.expression.kind !== 'assign') return undefined;
  const { target, operator, value } = node.expression;
  if (target.kind !== 'name' || target.binding !== variable.binding || operator !== '=')
    return undefined;
  if (isUsed(variable.binding, [], value)) return undefined;
  return { ...variable, init: value, lead: node.lead, trail: node.trail };
}

/** The `if` with the declaration in the only branch that uses the variable. */
function inBranch(node: Statement, variable: VariableStatement): Statement | undefined {
  if (node.kind !== 'if' || isUsed(variable.binding, [], node.condition)) return undefined;
  const inThen = isUsed(variable.binding, node.then.statements);
  const inElse = node.else !== undefined && isUsed(variable.binding, node.else.statements);
  if (inThen && inElse) return undefined;
  const branch = inThen ? node.then : node.else;
  const declared = branch && declaredIn(branch, variable);
  if (declared === undefined) return undefined;
  return inThen ? { ...node, then: declared } : { ...node, else: declared };
}

/**
 * Moves the declaration next to another one so that the minifier merges them. Undefined if there is no
 * neighbour: a lone declaration would split a run of statements that the minifier joins with commas.
 */
function declaredIn(body: Body, variable: VariableStatement): Body | undefined {
  const { statements } = body;
  const users = statements.filter((statement) => isUsed(variable.binding, [statement]));
  const [user] = users;
  // A function among the users can be called before its statement.
  if (user === undefined || users.some(({ kind }) => kind === 'function')) return undefined;
  const first = statements.indexOf(user);
  const branch = users.length === 1 ? inBranch(user, variable) : undefined;
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

const LATE: Computation<FunctionDeclaration, Asks, FunctionDeclaration> = {
  name: 'declare-late',
  compute: late,
};

/**
 * Moves declarations without a value from the start of a function to the first use, if another
 * declaration is next to it.
 */
export function declareLate(program: Program, { memo }: Session): Program {
  return mapDeclarations(program, (declaration) =>
    declaration.kind === 'function' ? memo.run(LATE, declaration, NOTHING_TO_ASK) : declaration,
  );
}
