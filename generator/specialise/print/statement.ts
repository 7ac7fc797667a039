import { isCommented } from '../syntax/create.ts';
import type {
  Body,
  For,
  FunctionDeclaration,
  If,
  Statement,
  Switch,
  VariableStatement,
} from '../syntax/tree.ts';
import { printExpression, printName, printParameters } from './expression.ts';
import { startsLikeStatement } from './precedence.ts';
import {
  deeper,
  printLead,
  printTrail,
  printType,
  printTypeList,
  type Printer,
} from './printer.ts';

function printTail(tail: readonly string[], indent: string, isFirst: boolean): string {
  return printLead(tail, indent, isFirst);
}

/** Prints each statement on its own line. */
function printLines({ statements, tail }: Body, printer: Printer, indent: string): string {
  const lines = statements.map((statement, i) => {
    const text = printStatement(statement, printer, indent);
    return `${printLead(statement.lead, indent, i === 0)}${indent}${text}${printTrail(statement.trail)}\n`;
  });
  return lines.join('') + printTail(tail, indent, statements.length === 0);
}

/** Prints a body in braces. */
export function printBlock(body: Body, printer: Printer, indent: string): string {
  const lines = printLines(body, printer, deeper(indent));
  return lines === '' ? '{}' : `{\n${lines}${indent}}`;
}

/** True if an `else` after the statement would belong to an `if` inside it. */
function takesElse(statement: Statement): boolean {
  switch (statement.kind) {
    case 'if':
      return statement.else === undefined || statement.else.statements.some(takesElse);
    case 'while':
    case 'for':
    case 'forEach':
      return statement.body.statements.some(takesElse);
    case 'labelled':
      return takesElse(statement.statement);
    default:
      return false;
  }
}

/** The only statement of a body that needs no braces. */
function bareStatement(body: Body): Statement | undefined {
  const [only, ...others] = body.statements;
  if (only === undefined || body.braced || others.length > 0 || body.tail.length > 0)
    return undefined;
  const declares = only.kind === 'variable' || only.kind === 'function';
  return declares || isCommented(only) ? undefined : only;
}

function printBranch(body: Body, printer: Printer, indent: string): string {
  const bare = bareStatement(body);
  return bare === undefined
    ? printBlock(body, printer, indent)
    : printStatement(bare, printer, indent);
}

function printIf(node: If, printer: Printer, indent: string): string {
  const head = `if (${printExpression(node.condition, printer, indent)})`;
  if (node.else === undefined) return `${head} ${printBranch(node.then, printer, indent)}`;
  const other = bareStatement(node.else);
  // If one side needs braces, both get them; `else if` needs none.
  const isBare =
    bareStatement(node.then) !== undefined &&
    other !== undefined &&
    !node.then.statements.some(takesElse);
  const then = isBare
    ? printBranch(node.then, printer, indent)
    : printBlock(node.then, printer, indent);
  const otherwise =
    isBare || other?.kind === 'if'
      ? printBranch(node.else, printer, indent)
      : printBlock(node.else, printer, indent);
  return `${head} ${then}${isBare ? `\n${indent}` : ' '}else ${otherwise}`;
}

function printVariable(node: VariableStatement, printer: Printer, indent: string): string {
  return `${node.keyword} ${printDeclarator(node, printer, indent)}`;
}

/** `name: T = value`. */
export function printDeclarator(
  {
    binding,
    type,
    init,
    definite,
  }: Pick<VariableStatement, 'binding' | 'type' | 'init' | 'definite'>,
  printer: Printer,
  indent: string,
): string {
  const mark = definite && printer.types ? '!' : '';
  const value = init === undefined ? '' : ` = ${printExpression(init, printer, indent, 2)}`;
  return `${printName(binding, printer)}${mark}${printType(type, printer)}${value}`;
}

function printFor(node: For, printer: Printer, indent: string): string {
  const [first] = node.variables;
  const variables = node.variables
    .map((variable) => printDeclarator(variable, printer, indent))
    .join(', ');
  const part = (expression: For['init']): string =>
    expression === undefined ? '' : printExpression(expression, printer, indent);
  const init = first === undefined ? part(node.init) : `${first.keyword} ${variables}`;
  return `for (${init}; ${part(node.condition)}; ${part(node.update)}) ${printBranch(node.body, printer, indent)}`;
}

function printSwitch(node: Switch, printer: Printer, indent: string): string {
  const inner = deeper(indent);
  const clauses = node.clauses.map(({ lead, test, body }, i) => {
    const head = test === undefined ? 'default' : `case ${printExpression(test, printer, inner)}`;
    return `${printLead(lead, inner, i === 0)}${inner}${head}:\n${printLines(body, printer, deeper(inner))}`;
  });
  return `switch (${printExpression(node.discriminant, printer, indent)}) {\n${clauses.join('')}${indent}}`;
}

/** `function name(…): T { … }`. */
export function printFunction(node: FunctionDeclaration, printer: Printer, indent: string): string {
  const head = `${printTypeList(node.typeParameters, printer)}${printParameters(node.parameters, printer, indent)}`;
  const block = printBlock(node.body, printer, indent);
  return `function ${printName(node.binding, printer)}${head}${printType(node.returnType, printer)} ${block}`;
}

/** A statement without its comments and without the indentation of its first line. */
export function printStatement(node: Statement, printer: Printer, indent: string): string {
  const print = (part: Parameters<typeof printExpression>[0]): string =>
    printExpression(part, printer, indent);
  const branch = (body: Body): string => printBranch(body, printer, indent);
  switch (node.kind) {
    case 'variable':
      return `${printVariable(node, printer, indent)};`;
    case 'expression': {
      const text = print(node.expression);
      return startsLikeStatement(node.expression) ? `(${text});` : `${text};`;
    }
    case 'if':
      return printIf(node, printer, indent);
    case 'while':
      return `while (${print(node.condition)}) ${branch(node.body)}`;
    case 'do':
      return `do ${branch(node.body)} while (${print(node.condition)});`;
    case 'for':
      return printFor(node, printer, indent);
    case 'forEach': {
      const variable = `${node.variable.keyword} ${printName(node.variable.binding, printer)}`;
      return `for (${variable} ${node.operator} ${printExpression(node.iterable, printer, indent, 2)}) ${branch(node.body)}`;
    }
    case 'switch':
      return printSwitch(node, printer, indent);
    case 'return':
      return node.value === undefined ? 'return;' : `return ${print(node.value)};`;
    case 'throw':
      return `throw ${print(node.value)};`;
    case 'jump':
      return node.label === undefined ? `${node.word};` : `${node.word} ${node.label};`;
    case 'block':
      return printBlock(node.body, printer, indent);
    case 'labelled':
      return `${node.label}: ${printStatement(node.statement, printer, indent)}`;
    case 'try': {
      const parameter =
        node.parameter === undefined ? '' : `(${printName(node.parameter, printer)}) `;
      const handler =
        node.handler === undefined
          ? ''
          : ` catch ${parameter}${printBlock(node.handler, printer, indent)}`;
      const finalizer =
        node.finalizer === undefined
          ? ''
          : ` finally ${printBlock(node.finalizer, printer, indent)}`;
      return `try ${printBlock(node.body, printer, indent)}${handler}${finalizer}`;
    }
    case 'function':
      return printFunction(node.declaration, printer, indent);
  }
}
