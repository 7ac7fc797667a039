import { ts } from 'ts-morph';
import type { Expression, ObjectMember, OptionQuery, Target } from '../syntax/tree.ts';
import { readParameters } from './parameters.ts';
import { position, refuse, syntaxName, type ModuleContext } from './context.ts';
import {
  ASSIGN_TOKENS,
  BINARY_TOKENS,
  LOGICAL_TOKENS,
  UNARY_TOKENS,
  UPDATE_TOKENS,
} from './operators.ts';
import { typeListText, typeText } from './types.ts';

const OPTION_PREFIX = 'CONFIG_';

function readIdentifier(node: ts.Identifier, context: ModuleContext): Expression {
  if (node.text === 'arguments')
    refuse(node, context, 'name the parameters instead of `arguments`');
  const meaning = context.resolver.meaning(node);
  switch (meaning.kind) {
    case 'binding':
      return { kind: 'name', binding: meaning.binding, position: position(node, context) };
    case 'query':
      return refuse(
        node,
        context,
        `${node.text} can only be called, with the option's name in quotes`,
      );
    case 'config':
      return refuse(
        node,
        context,
        `${node.text} of config.ts does not reach the output: only option calls may be used`,
      );
    case 'global':
      return node.text === 'undefined'
        ? { kind: 'keyword', word: 'undefined' }
        : { kind: 'global', name: node.text };
  }
}

function readOption(
  node: ts.CallExpression,
  query: OptionQuery,
  context: ModuleContext,
): Expression {
  const [argument] = node.arguments;
  if (node.arguments.length !== 1 || argument === undefined || !ts.isStringLiteral(argument)) {
    refuse(node, context, `${query} takes one option name in quotes`);
  }
  const { text } = argument;
  const hasPrefix = text.startsWith(OPTION_PREFIX);
  if (query === 'IS_ENABLED' && !hasPrefix) {
    refuse(node, context, `IS_ENABLED takes the symbol as written: '${OPTION_PREFIX}${text}'`);
  }
  if (query !== 'IS_ENABLED' && hasPrefix) {
    refuse(
      node,
      context,
      `${query} takes the name without prefix: '${text.slice(OPTION_PREFIX.length)}'`,
    );
  }
  const name = query === 'IS_ENABLED' ? text.slice(OPTION_PREFIX.length) : text;
  return { kind: 'option', query, name, position: position(node, context) };
}

function readCall(node: ts.CallExpression, context: ModuleContext): Expression {
  const callee = node.expression;
  if (ts.isIdentifier(callee)) {
    const meaning = context.resolver.meaning(callee);
    if (meaning.kind === 'query') return readOption(node, meaning.query, context);
  }
  return {
    kind: 'call',
    callee: readExpression(callee, context),
    typeArguments: typeListText(node.typeArguments, context),
    args: node.arguments.map((argument) => readExpression(argument, context)),
    optional: node.questionDotToken !== undefined,
    position: position(node, context),
  };
}

function readTarget(node: ts.Expression, context: ModuleContext): Target {
  const target = readExpression(node, context);
  switch (target.kind) {
    case 'name':
    case 'global':
    case 'property':
    case 'element':
      return target;
    case 'cast':
      return refuse(node, context, 'assign to the variable itself, without a cast');
    default:
      return refuse(
        node,
        context,
        'assign to a variable, property or element; destructuring is not supported',
      );
  }
}

function readBinary(node: ts.BinaryExpression, context: ModuleContext): Expression {
  const token = node.operatorToken.kind;
  const assign = ASSIGN_TOKENS.get(token);
  if (assign !== undefined) {
    const target = readTarget(node.left, context);
    return { kind: 'assign', operator: assign, target, value: readExpression(node.right, context) };
  }
  const left = readExpression(node.left, context);
  const right = readExpression(node.right, context);
  if (token === ts.SyntaxKind.CommaToken) return { kind: 'sequence', left, right };
  const logical = LOGICAL_TOKENS.get(token);
  if (logical !== undefined) return { kind: 'logical', operator: logical, left, right };
  const binary = BINARY_TOKENS.get(token);
  if (binary !== undefined) return { kind: 'binary', operator: binary, left, right };
  return refuse(node, context, `the operator ${node.operatorToken.getText()} is not supported`);
}

function readPrefix(node: ts.PrefixUnaryExpression, context: ModuleContext): Expression {
  const update = UPDATE_TOKENS.get(node.operator);
  if (update !== undefined) {
    return {
      kind: 'update',
      operator: update,
      prefix: true,
      target: readTarget(node.operand, context),
    };
  }
  const operator = UNARY_TOKENS.get(node.operator);
  if (operator === undefined) return refuse(node, context, 'this operator is not supported');
  return { kind: 'unary', operator, operand: readExpression(node.operand, context) };
}

function readMember(node: ts.ObjectLiteralElementLike, context: ModuleContext): ObjectMember {
  const trivia = context.comments.take(node);
  const member = { key: undefined, computed: undefined, ...trivia };
  if (ts.isSpreadAssignment(node))
    return { ...member, value: readExpression(node.expression, context) };
  if (ts.isShorthandPropertyAssignment(node)) {
    return { ...member, key: node.name.text, value: readIdentifier(node.name, context) };
  }
  if (!ts.isPropertyAssignment(node)) {
    return refuse(
      node,
      context,
      'write `name: (…) => …` instead of a method or accessor in an object literal',
    );
  }
  if (ts.isComputedPropertyName(node.name)) {
    const computed = readExpression(node.name.expression, context);
    return { ...member, computed, value: readExpression(node.initializer, context) };
  }
  return { ...member, key: node.name.getText(), value: readExpression(node.initializer, context) };
}

function readClosure(
  node: ts.ArrowFunction | ts.FunctionExpression,
  context: ModuleContext,
): Expression {
  if (node.modifiers !== undefined || node.asteriskToken !== undefined || node.name !== undefined) {
    refuse(node, context, 'async, generator and named function expressions are not supported');
  }
  return {
    kind: 'closure',
    arrow: ts.isArrowFunction(node),
    typeParameters: typeListText(node.typeParameters, context),
    parameters: readParameters(node.parameters, context),
    returnType: typeText(node.type, context),
    body: ts.isBlock(node.body)
      ? context.read.body(node.body, context)
      : readExpression(node.body, context),
  };
}

/** The raw text of a part of a template literal, with its escapes as written. */
function rawTemplateText(node: ts.TemplateLiteralToken): string {
  const closes =
    node.kind === ts.SyntaxKind.TemplateHead || node.kind === ts.SyntaxKind.TemplateMiddle;
  return node.getText().slice(1, closes ? -2 : -1);
}

function readAccess(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  context: ModuleContext,
): Expression {
  const object = readExpression(node.expression, context);
  const optional = node.questionDotToken !== undefined;
  if (ts.isPropertyAccessExpression(node)) {
    const valueType = context.resolver.checkedValueType(node);
    return { kind: 'property', object, name: node.name.text, optional, valueType };
  }
  return {
    kind: 'element',
    object,
    index: readExpression(node.argumentExpression, context),
    optional,
  };
}

function readKeyword(node: ts.Expression): Expression | undefined {
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return { kind: 'boolean', value: true };
    case ts.SyntaxKind.FalseKeyword:
      return { kind: 'boolean', value: false };
    case ts.SyntaxKind.NullKeyword:
      return { kind: 'keyword', word: 'null' };
    case ts.SyntaxKind.ThisKeyword:
      return { kind: 'keyword', word: 'this' };
    case ts.SyntaxKind.SuperKeyword:
      return { kind: 'keyword', word: 'super' };
    default:
      return undefined;
  }
}

function readLiteral(node: ts.Expression, context: ModuleContext): Expression | undefined {
  if (ts.isNumericLiteral(node)) {
    return { kind: 'number', value: Number(node.text), text: node.getText(), written: true };
  }
  if (ts.isStringLiteral(node)) return { kind: 'string', value: node.text };
  if (ts.isBigIntLiteral(node) || ts.isRegularExpressionLiteral(node)) {
    return { kind: 'verbatim', text: node.getText() };
  }
  if (ts.isNoSubstitutionTemplateLiteral(node)) {
    return { kind: 'template', texts: [rawTemplateText(node)], values: [] };
  }
  if (ts.isTemplateExpression(node)) {
    return {
      kind: 'template',
      texts: [node.head, ...node.templateSpans.map((span) => span.literal)].map(rawTemplateText),
      values: node.templateSpans.map((span) => readExpression(span.expression, context)),
    };
  }
  if (ts.isArrayLiteralExpression(node)) {
    return {
      kind: 'array',
      elements: node.elements.map((element) => readExpression(element, context)),
    };
  }
  if (ts.isObjectLiteralExpression(node)) {
    return {
      kind: 'object',
      members: node.properties.map((member) => readMember(member, context)),
    };
  }
  return undefined;
}

/** Reads an expression. Parentheses are dropped; the printer adds those that are needed. */
export function readExpression(node: ts.Expression, context: ModuleContext): Expression {
  const simple = readKeyword(node) ?? readLiteral(node, context);
  if (simple !== undefined) return simple;
  const read = (part: ts.Expression): Expression => readExpression(part, context);
  if (ts.isIdentifier(node)) return readIdentifier(node, context);
  if (ts.isParenthesizedExpression(node)) {
    const operand = read(node.expression);
    return ts.isOptionalChain(node.expression) ? { kind: 'group', operand } : operand;
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return readAccess(node, context);
  if (ts.isCallExpression(node)) return readCall(node, context);
  if (ts.isNewExpression(node)) {
    const args = (node.arguments ?? []).map(read);
    const typeArguments = typeListText(node.typeArguments, context);
    return { kind: 'new', callee: read(node.expression), typeArguments, args };
  }
  if (ts.isBinaryExpression(node)) return readBinary(node, context);
  if (ts.isPrefixUnaryExpression(node)) return readPrefix(node, context);
  if (ts.isPostfixUnaryExpression(node)) {
    const operator = UPDATE_TOKENS.get(node.operator) ?? '++';
    return { kind: 'update', operator, prefix: false, target: readTarget(node.operand, context) };
  }
  if (ts.isTypeOfExpression(node))
    return { kind: 'unary', operator: 'typeof', operand: read(node.expression) };
  if (ts.isVoidExpression(node))
    return { kind: 'unary', operator: 'void', operand: read(node.expression) };
  if (ts.isDeleteExpression(node))
    return { kind: 'unary', operator: 'delete', operand: read(node.expression) };
  if (ts.isConditionalExpression(node)) {
    const [condition, whenTrue, whenFalse] = [
      read(node.condition),
      read(node.whenTrue),
      read(node.whenFalse),
    ];
    return { kind: 'conditional', condition, whenTrue, whenFalse };
  }
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    const operator = ts.isAsExpression(node) ? 'as' : 'satisfies';
    return {
      kind: 'cast',
      operator,
      operand: read(node.expression),
      type: typeText(node.type, context),
    };
  }
  if (ts.isNonNullExpression(node)) {
    return { kind: 'cast', operator: '!', operand: read(node.expression), type: undefined };
  }
  if (ts.isSpreadElement(node)) return { kind: 'spread', operand: read(node.expression) };
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return readClosure(node, context);
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword) {
    return { kind: 'keyword', word: 'new.target' };
  }
  return refuse(node, context, `${syntaxName(node)} is not supported in a template`);
}
