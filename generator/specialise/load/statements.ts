import { ts } from 'ts-morph';
import type { Binding } from '../syntax/binding.ts';
import type { Trivia } from '../syntax/text.ts';
import type { Body, ForEach, Statement, Switch, Try, VariableStatement } from '../syntax/tree.ts';
import { refuse, syntaxName, type ModuleContext } from './context.ts';
import { readFunction } from './functions.ts';
import { readExpression } from './expressions.ts';
import { typeText } from './types.ts';

const NO_TRIVIA: Trivia = { lead: [], trail: [] };

/**
 * Reads statements and the comments around them. `open` is the end of the brace that opens the list.
 * @param closes whether comments after the last statement belong to the list
 */
function readList(
  list: ts.NodeArray<ts.Statement>,
  open: number,
  context: ModuleContext,
  closes = true,
): Pick<Body, 'statements' | 'tail'> {
  const opening = context.comments.takeOpening(open);
  const statements = list.flatMap((statement) => readStatement(statement, context));
  const tail = closes ? context.comments.takeTail(list.at(-1)?.end ?? open) : [];
  const [first] = statements;
  if (first === undefined) return { statements, tail: [...opening, ...tail] };
  statements[0] = { ...first, lead: [...opening, ...first.lead] };
  return { statements, tail };
}

/** Reads a block, or a single statement in its place. */
export function readBody(node: ts.Statement, context: ModuleContext): Body {
  if (ts.isBlock(node)) {
    return {
      ...readList(node.statements, node.getStart(context.source) + 1, context),
      braced: true,
    };
  }
  return { statements: readStatement(node, context), tail: [], braced: false };
}

/** Reads a declaration list: one variable for each declarator. */
export function readVariables(
  list: ts.VariableDeclarationList,
  trivia: Trivia,
  context: ModuleContext,
): (VariableStatement & { readonly keyword: 'const' | 'let' })[] {
  const flags = list.flags & ts.NodeFlags.BlockScoped;
  if (flags !== ts.NodeFlags.Let && flags !== ts.NodeFlags.Const) {
    refuse(list, context, 'declare variables with const or let');
  }
  const keyword = flags === ts.NodeFlags.Const ? 'const' : 'let';
  return list.declarations.map((node, i) => {
    if (!ts.isIdentifier(node.name)) return refuse(node, context, 'destructuring is not supported');
    return {
      kind: 'variable',
      keyword,
      binding: context.resolver.declared(node.name),
      type: typeText(node.type, context),
      init: node.initializer && readExpression(node.initializer, context),
      definite: node.exclamationToken !== undefined,
      lead: i === 0 ? trivia.lead : [],
      trail: i === list.declarations.length - 1 ? trivia.trail : [],
    };
  });
}

function readFor(node: ts.ForStatement, trivia: Trivia, context: ModuleContext): Statement {
  const { initializer: init } = node;
  const isList = init !== undefined && ts.isVariableDeclarationList(init);
  return {
    kind: 'for',
    variables: isList ? readVariables(init, NO_TRIVIA, context) : [],
    init: init === undefined || isList ? undefined : readExpression(init, context),
    condition: node.condition && readExpression(node.condition, context),
    update: node.incrementor && readExpression(node.incrementor, context),
    body: readBody(node.statement, context),
    ...trivia,
  };
}

function readForEach(
  node: ts.ForOfStatement | ts.ForInStatement,
  trivia: Trivia,
  context: ModuleContext,
): ForEach {
  const list = node.initializer;
  if (
    !ts.isVariableDeclarationList(list) ||
    (ts.isForOfStatement(node) && node.awaitModifier !== undefined)
  ) {
    return refuse(node, context, 'declare the loop variable in the loop, and do not use await');
  }
  const [variable] = readVariables(list, NO_TRIVIA, context);
  if (variable === undefined) return refuse(node, context, 'the loop has no variable');
  return {
    kind: 'forEach',
    operator: ts.isForOfStatement(node) ? 'of' : 'in',
    variable,
    iterable: readExpression(node.expression, context),
    body: readBody(node.statement, context),
    ...trivia,
  };
}

function readSwitch(node: ts.SwitchStatement, trivia: Trivia, context: ModuleContext): Switch {
  const { clauses } = node.caseBlock;
  return {
    kind: 'switch',
    discriminant: readExpression(node.expression, context),
    clauses: clauses.map((clause) => {
      const { lead } = context.comments.take(clause);
      const test = ts.isCaseClause(clause) ? readExpression(clause.expression, context) : undefined;
      const open = clause.statements.pos;
      // Comments before a clause are about that one, not about the one before.
      const list = readList(clause.statements, open, context, clause === clauses.at(-1));
      return { lead, test, body: { ...list, braced: false } };
    }),
    ...trivia,
  };
}

function readTry(node: ts.TryStatement, trivia: Trivia, context: ModuleContext): Try {
  const { catchClause: clause } = node;
  let parameter: Binding | undefined;
  if (clause?.variableDeclaration !== undefined) {
    const { name } = clause.variableDeclaration;
    if (!ts.isIdentifier(name)) return refuse(clause, context, 'destructuring is not supported');
    parameter = context.resolver.declared(name);
  }
  return {
    kind: 'try',
    body: readBody(node.tryBlock, context),
    parameter,
    handler: clause && readBody(clause.block, context),
    finalizer: node.finallyBlock && readBody(node.finallyBlock, context),
    ...trivia,
  };
}

function readJump(node: ts.BreakOrContinueStatement, trivia: Trivia): Statement {
  const word = ts.isBreakStatement(node) ? 'break' : 'continue';
  return { kind: 'jump', word, label: node.label?.text, ...trivia };
}

/** Reads a statement: nothing for an empty one, one for each declarator of a declaration. */
function readStatement(node: ts.Statement, context: ModuleContext): Statement[] {
  const trivia = context.comments.take(node);
  const expression = (part: ts.Expression) => readExpression(part, context);
  if (ts.isVariableStatement(node)) return readVariables(node.declarationList, trivia, context);
  if (ts.isExpressionStatement(node))
    return [{ kind: 'expression', expression: expression(node.expression), ...trivia }];
  if (ts.isIfStatement(node)) {
    return [
      {
        kind: 'if',
        condition: expression(node.expression),
        then: readBody(node.thenStatement, context),
        else: node.elseStatement && readBody(node.elseStatement, context),
        ...trivia,
      },
    ];
  }
  if (ts.isReturnStatement(node))
    return [{ kind: 'return', value: node.expression && expression(node.expression), ...trivia }];
  if (ts.isThrowStatement(node))
    return [{ kind: 'throw', value: expression(node.expression), ...trivia }];
  if (ts.isWhileStatement(node)) {
    return [
      {
        kind: 'while',
        condition: expression(node.expression),
        body: readBody(node.statement, context),
        ...trivia,
      },
    ];
  }
  if (ts.isDoStatement(node)) {
    const body = readBody(node.statement, context);
    return [{ kind: 'do', body, condition: expression(node.expression), ...trivia }];
  }
  if (ts.isForStatement(node)) return [readFor(node, trivia, context)];
  if (ts.isForOfStatement(node) || ts.isForInStatement(node))
    return [readForEach(node, trivia, context)];
  if (ts.isSwitchStatement(node)) return [readSwitch(node, trivia, context)];
  if (ts.isBreakOrContinueStatement(node)) return [readJump(node, trivia)];
  if (ts.isBlock(node)) return [{ kind: 'block', body: readBody(node, context), ...trivia }];
  if (ts.isTryStatement(node)) return [readTry(node, trivia, context)];
  if (ts.isLabeledStatement(node)) {
    const [statement] = readStatement(node.statement, context);
    if (statement === undefined) return refuse(node, context, 'a label needs a statement after it');
    return [{ kind: 'labelled', label: node.label.text, statement, ...trivia }];
  }
  if (ts.isFunctionDeclaration(node)) {
    return [
      {
        kind: 'function',
        declaration: readFunction(node, { lead: [], trail: [] }, context),
        ...trivia,
      },
    ];
  }
  if (ts.isEmptyStatement(node)) {
    if (trivia.lead.length + trivia.trail.length === 0) return [];
    return refuse(node, context, 'a comment needs a statement or a block: `{ /* nothing */ }`');
  }
  return refuse(node, context, `${syntaxName(node)} is not supported inside a function`);
}
