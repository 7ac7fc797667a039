import type {
  Binary,
  Closure,
  Expression,
  Logical,
  ObjectMember,
  Parameter,
  Unary,
} from '../syntax/tree.ts';
import { isExpressionBody } from '../syntax/map.ts';
import {
  BINARY_PRECEDENCE,
  CAST_PRECEDENCE,
  PRECEDENCE,
  containsCall,
  needsClearing,
  precedenceOf,
  startsLikeStatement,
} from './precedence.ts';
import {
  deeper,
  printLead,
  printText,
  printTrail,
  printType,
  printTypeList,
  type Printer,
} from './printer.ts';
import { printString } from './string.ts';

type Print = (part: Expression, at: number) => string;

/** The name that a binding has in the output. */
export function printName(binding: Parameter['binding'], { names }: Printer): string {
  return names.get(binding) ?? binding.name;
}

export function printParameters(
  parameters: readonly Parameter[],
  printer: Printer,
  indent: string,
): string {
  const texts = parameters.map(({ binding, type, init, optional, rest }) => {
    const mark = optional && printer.types ? '?' : '';
    const value =
      init === undefined ? '' : ` = ${printExpression(init, printer, indent, PRECEDENCE.assign)}`;
    return `${rest ? '...' : ''}${printName(binding, printer)}${mark}${printType(type, printer)}${value}`;
  });
  return `(${texts.join(', ')})`;
}

function printClosureHead(node: Closure, printer: Printer, indent: string): string {
  return `${printTypeList(node.typeParameters, printer)}${printParameters(node.parameters, printer, indent)}${printType(node.returnType, printer)}`;
}

/** The parameters and body of a function expression: `(a) { … }`. */
function printMethod(node: Closure, printer: Printer, indent: string): string {
  const body = isExpressionBody(node.body) ? '{}' : printer.block(node.body, indent);
  return `${printClosureHead(node, printer, indent)} ${body}`;
}

function printClosure(node: Closure, printer: Printer, indent: string): string {
  if (!node.arrow) return `function ${printMethod(node, printer, indent)}`;
  const head = printClosureHead(node, printer, indent);
  if (!isExpressionBody(node.body)) return `${head} => ${printer.block(node.body, indent)}`;
  const body = printExpression(node.body, printer, indent, PRECEDENCE.assign);
  return `${head} => ${startsLikeStatement(node.body) ? `(${body})` : body}`;
}

function printMember(
  member: ObjectMember,
  printer: Printer,
  indent: string,
  isFirst: boolean,
): string {
  const value = printExpression(member.value, printer, indent, PRECEDENCE.assign);
  let text = `...${value}`;
  if (member.computed !== undefined)
    text = `[${printExpression(member.computed, printer, indent, PRECEDENCE.assign)}]: ${value}`;
  if (member.accessor !== undefined && member.value.kind === 'closure')
    text = `${member.accessor} ${member.key}${printMethod(member.value, printer, indent)}`;
  else if (member.key !== undefined)
    text =
      member.key === value && member.value.kind !== 'string' ? value : `${member.key}: ${value}`;
  return `${printLead(member.lead, indent, isFirst)}${indent}${text},${printTrail(member.trail)}\n`;
}

function printObject(members: readonly ObjectMember[], printer: Printer, indent: string): string {
  if (members.length === 0) return '{}';
  const inner = deeper(indent);
  const lines = members.map((member, i) => printMember(member, printer, inner, i === 0));
  if (members.some((member) => member.lead.length + member.trail.length > 0))
    return `{\n${lines.join('')}${indent}}`;
  return `{ ${lines.map((line) => line.trim().slice(0, -1)).join(', ')} }`;
}

function printUnary(node: Unary, print: Print): string {
  const operand = print(node.operand, PRECEDENCE.unary);
  const isWord = /[a-z]$/.test(node.operator);
  // `- -x` and `+ +x` must not become `--x` and `++x`.
  const joins =
    operand.startsWith(node.operator) && (node.operator === '-' || node.operator === '+');
  return `${node.operator}${isWord ? ' ' : ''}${joins ? `(${operand})` : operand}`;
}

/** The operand without casts that are not printed. */
function visible(node: Expression, types: boolean): Expression {
  return node.kind === 'cast' && !types ? visible(node.operand, types) : node;
}

function printBinary(node: Binary, print: Print, types: boolean): string {
  const own = BINARY_PRECEDENCE[node.operator];
  const side = (part: Expression, level: number, isLeft: boolean): string => {
    const inner = visible(part, types);
    const isUnclear =
      inner.kind === 'binary' && needsClearing(node.operator, inner.operator, isLeft);
    return isUnclear && precedenceOf(inner, types) >= level
      ? `(${print(part, 0)})`
      : print(part, level);
  };
  const power = node.operator === '**';
  const left = side(node.left, power ? PRECEDENCE.update : Math.max(own, 1), true);
  const right = side(node.right, power ? own : Math.max(own, 1) + 1, false);
  return `${left} ${node.operator} ${right}`;
}

function printLogical(node: Logical, print: Print, types: boolean): string {
  const at = precedenceOf(node, types);
  const side = (part: Expression, level: number): string => {
    const inner = visible(part, types);
    // `??` must not be mixed with `&&` and `||`, and `&&` in `||` is clearer with parentheses.
    const mixes = inner.kind === 'logical' && inner.operator !== node.operator;
    return mixes ? `(${print(part, 0)})` : print(part, level);
  };
  return `${side(node.left, at)} ${node.operator} ${side(node.right, at + 1)}`;
}

function printTemplate(
  texts: readonly string[],
  values: readonly Expression[],
  print: Print,
): string {
  const [first = '', ...others] = texts;
  return `\`${first}${others.map((text, i) => `\${${print(values[i] as Expression, PRECEDENCE.sequence)}}${text}`).join('')}\``;
}

function printBare(node: Expression, printer: Printer, indent: string): string {
  const print: Print = (part, at) => printExpression(part, printer, indent, at);
  const list = (parts: readonly Expression[]): string =>
    parts.map((part) => print(part, PRECEDENCE.assign)).join(', ');
  const object = (part: Expression): string =>
    part.kind === 'number' ? `(${print(part, 0)})` : print(part, PRECEDENCE.member);
  switch (node.kind) {
    case 'number':
    case 'verbatim':
      return node.text;
    case 'string':
      return printString(node.value);
    case 'boolean':
      return String(node.value);
    case 'keyword':
      return node.word;
    case 'global':
      return node.name;
    case 'name':
      return printName(node.binding, printer);
    case 'option':
      throw new Error(`the option ${node.name} was not folded`);
    case 'template':
      return printTemplate(node.texts, node.values, print);
    case 'property':
      return `${object(node.object)}${node.optional ? '?.' : '.'}${node.name}`;
    case 'element':
      return `${object(node.object)}${node.optional ? '?.' : ''}[${print(node.index, 0)}]`;
    case 'call':
      return `${object(node.callee)}${node.optional ? '?.' : ''}${printTypeList(node.typeArguments, printer)}(${list(node.args)})`;
    case 'new': {
      const callee = object(node.callee);
      const wrapped = containsCall(node.callee) ? `(${callee})` : callee;
      return `new ${wrapped}${printTypeList(node.typeArguments, printer)}(${list(node.args)})`;
    }
    case 'unary':
      return printUnary(node, print);
    case 'update': {
      const target = print(node.target, PRECEDENCE.update);
      return node.prefix ? `${node.operator}${target}` : `${target}${node.operator}`;
    }
    case 'binary':
      return printBinary(node, print, printer.types);
    case 'logical':
      return printLogical(node, print, printer.types);
    case 'assign':
      return `${print(node.target, PRECEDENCE.update)} ${node.operator} ${print(node.value, PRECEDENCE.assign)}`;
    case 'conditional':
      return `${print(node.condition, PRECEDENCE.coalesce)} ? ${print(node.whenTrue, PRECEDENCE.assign)} : ${print(node.whenFalse, PRECEDENCE.assign)}`;
    case 'sequence':
      return `${print(node.left, PRECEDENCE.sequence)}, ${print(node.right, PRECEDENCE.assign)}`;
    case 'cast':
      if (!printer.types) return print(node.operand, 0);
      if (node.type === undefined) return `${print(node.operand, PRECEDENCE.member)}!`;
      return `${print(node.operand, CAST_PRECEDENCE)} ${node.operator} ${printText(node.type, printer)}`;
    case 'group':
      return `(${print(node.operand, 0)})`;
    case 'spread':
      return `...${print(node.operand, PRECEDENCE.assign)}`;
    case 'array':
      return `[${list(node.elements)}]`;
    case 'object':
      return printObject(node.members, printer, indent);
    case 'closure':
      return printClosure(node, printer, indent);
  }
}

/** Prints an expression, in parentheses if its precedence is below `at`. */
export function printExpression(
  node: Expression,
  printer: Printer,
  indent: string,
  at = 0,
): string {
  const text = printBare(node, printer, indent);
  return precedenceOf(node, printer.types) < at ? `(${text})` : text;
}
