import { ts } from 'ts-morph';

import { notMutated } from './exclusions.ts';
import type { Mutant, MutantForm, Probe } from './mutant.ts';
import type { Purity } from './purity.ts';
import { whereIs } from './where.ts';

/** Labels longer than this are cut in the middle. */
const LONGEST_LABEL = 160;

const K = ts.SyntaxKind;

const FLIPPED: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [K.EqualsEqualsEqualsToken]: '!==',
  [K.ExclamationEqualsEqualsToken]: '===',
  [K.EqualsEqualsToken]: '!=',
  [K.ExclamationEqualsToken]: '==',
  [K.LessThanToken]: '<=',
  [K.LessThanEqualsToken]: '<',
  [K.GreaterThanToken]: '>=',
  [K.GreaterThanEqualsToken]: '>',
};

const ARITHMETIC: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [K.PlusToken]: '-',
  [K.MinusToken]: '+',
  [K.AsteriskToken]: '/',
  [K.SlashToken]: '*',
  [K.PercentToken]: '*',
  [K.AsteriskAsteriskToken]: '*',
  [K.AmpersandToken]: '|',
  [K.BarToken]: '&',
  [K.CaretToken]: '&',
  [K.LessThanLessThanToken]: '>>',
  [K.GreaterThanGreaterThanToken]: '<<',
  [K.GreaterThanGreaterThanGreaterThanToken]: '<<',
};

const ASSIGNMENTS: Readonly<Partial<Record<ts.SyntaxKind, readonly string[]>>> = {
  [K.PlusEqualsToken]: ['-='],
  [K.MinusEqualsToken]: ['+='],
  [K.AsteriskEqualsToken]: ['/='],
  [K.AmpersandEqualsToken]: ['|='],
  [K.BarEqualsToken]: ['&='],
  [K.CaretEqualsToken]: ['&='],
  [K.BarBarEqualsToken]: ['&&=', '='],
  [K.AmpersandAmpersandEqualsToken]: ['||=', '='],
  [K.QuestionQuestionEqualsToken]: ['='],
};

/** Methods that are easily taken for each other. */
const METHODS: Readonly<Record<string, string>> = {
  every: 'some',
  some: 'every',
  find: 'findLast',
  findLast: 'find',
  findIndex: 'findLastIndex',
  findLastIndex: 'findIndex',
  indexOf: 'lastIndexOf',
  lastIndexOf: 'indexOf',
  reduceRight: 'reduce',
  reduce: 'reduceRight',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
  push: 'unshift',
  unshift: 'push',
  min: 'max',
  max: 'min',
};

/** Methods that can be left out: what they are called on is of the same type. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'filter',
  'slice',
  'toReversed',
  'reverse',
  'toSorted',
  'sort',
  'trim',
  'trimEnd',
  'replace',
]);

const LOGICAL: ReadonlySet<ts.SyntaxKind> = new Set([
  K.AmpersandAmpersandToken,
  K.BarBarToken,
  K.QuestionQuestionToken,
]);

function isLogical(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && LOGICAL.has(node.operatorToken.kind);
}

function isAssignment(node: ts.Node): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= K.FirstAssignment && kind <= K.LastAssignment;
}

/** The node with the parentheses around it. */
function inParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node.parent) ? inParentheses(node.parent) : node;
}

/** Does only the truth of the value count, because a statement or `? :` branches on it? */
function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent))
    return parent.expression === node;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent))
    return parent.condition === node;
  return false;
}

function isLoopCondition({ parent }: ts.Expression): boolean {
  return ts.isWhileStatement(parent) || ts.isDoStatement(parent) || ts.isForStatement(parent);
}

/** Is it a whole condition or value, rather than a part of a larger logical expression? */
function isRoot({ parent }: ts.Expression): boolean {
  return !ts.isPrefixUnaryExpression(parent) && !isLogical(parent);
}

function isAccess(
  node: ts.Node,
): node is ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression {
  return (
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isCallExpression(node)
  );
}

/** The whole of the chain that the node begins: a part of it has no value of its own. */
function chainOf(node: ts.Expression): ts.Expression {
  let top: ts.Node = node;
  let optional = false;
  for (let at: ts.Node = node; isAccess(at.parent) || ts.isNonNullExpression(at.parent);) {
    if (at.parent.expression !== at) break;
    at = at.parent;
    // `a.b(…)` needs its `a` as `this`.
    if (optional || ts.isOptionalChain(at) || ts.isCallExpression(at)) top = at;
    optional ||= ts.isOptionalChain(at);
  }
  return isCallee(node) || ts.isOptionalChain(top) ? (top as ts.Expression) : node;
}

function isCallee(node: ts.Expression): boolean {
  return ts.isCallExpression(node.parent) && node.parent.expression === node;
}

function isLastStatement(node: ts.Statement): boolean {
  return (
    ts.isBlock(node.parent) &&
    ts.isFunctionLike(node.parent.parent) &&
    node.parent.statements.at(-1) === node
  );
}

/**
 * `return false` at the end of a function that has a name: without it, the function gives undefined,
 * and its callers ask only whether the value is true. A callback may be compared with `false`.
 */
function isLastFalse(node: ts.ReturnStatement): boolean {
  return (
    node.expression?.kind === K.FalseKeyword &&
    isLastStatement(node) &&
    ts.isFunctionDeclaration(node.parent.parent)
  );
}

function cut(text: string): string {
  const plain = text.replaceAll(/\s+/g, ' ');
  if (plain.length <= LONGEST_LABEL) return plain;
  const half = LONGEST_LABEL / 2 - 2;
  return `${plain.slice(0, half)} … ${plain.slice(-half)}`;
}

/** Everything that is changed in one file, in the order of the text. */
export function mutantsOf(
  source: ts.SourceFile,
  types: ts.TypeChecker,
  purity: Purity,
): readonly Mutant[] {
  const { text } = source;
  const found: Mutant[] = [];
  let functions = 0;

  /** Is the value true or false, and neither written out nor assigned? */
  const isBoolean = (node: ts.Expression): boolean => {
    if (node.kind === K.TrueKeyword || node.kind === K.FalseKeyword || isAssignment(node))
      return false;
    const type = types.getTypeAtLocation(node);
    return (type.flags & ts.TypeFlags.BooleanLike) !== 0;
  };

  /** The strings that may stand in the place of one; undefined if any may. */
  const stringsFor = (node: ts.StringLiteral): readonly string[] | undefined => {
    const type = types.getContextualType(node);
    const members = type?.isUnion() === true ? type.types : type === undefined ? [] : [type];
    const strings = members.flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
    const isOpen = members.some(({ flags }) => (flags & ts.TypeFlags.String) !== 0);
    return isOpen || strings.length === 0 ? undefined : strings;
  };

  const textOf = (node: ts.Node): string => text.slice(node.getStart(source), node.end);

  const add = (node: ts.Node, form: MutantForm, replacement: string, label: string): void => {
    found.push({
      start: node.getStart(source),
      end: node.end,
      text: replacement,
      form,
      label: cut(label),
      where: whereIs(node),
      isStatic: functions === 0,
      probe: probeOf(node, form),
    });
  };

  /** What a mutant replaces is made of parts of `node`, so it changes nothing if `node` does not. */
  const probeOf = (node: ts.Node, form: MutantForm): Probe | undefined => {
    if (functions === 0) return undefined;
    if (form === 'case') {
      const { expression: discriminant } = clauseOf(node).parent.parent;
      return purity.isPure(discriminant)
        ? { compares: 'clause', discriminant: textOf(discriminant) }
        : undefined;
    }
    if (form === 'statement' || !purity.isPure(node as ts.Expression)) return undefined;
    const outer = inParentheses(node as ts.Expression);
    const isTruth =
      isCondition(outer) ||
      (ts.isPrefixUnaryExpression(outer.parent) && outer.parent.operator === K.ExclamationToken);
    return { compares: isTruth ? 'truth' : 'value' };
  };

  const clauseOf = (test: ts.Node): ts.CaseClause => test.parent as ts.CaseClause;

  /** `node` written as `replacement`, which may need all of the chain that it begins. */
  const replaceNode = (node: ts.Expression, replacement: string, label?: string): void => {
    const top = chainOf(node);
    const changed =
      text.slice(top.getStart(source), node.getStart(source)) +
      replacement +
      text.slice(node.end, top.end);
    add(top, 'expression', changed, label ?? `${textOf(node)} → ${replacement}`);
  };

  const replaceOperator = (node: ts.BinaryExpression, operator: string): void =>
    replaceNode(node, `${textOf(node.left)} ${operator} ${textOf(node.right)}`);

  const without = (node: ts.Node, items: ts.NodeArray<ts.Node>, item: ts.Node): string => {
    const others = items.filter((other) => other !== item).map(textOf);
    const open = text.slice(node.getStart(source), items.pos);
    return `${open}${others.join(', ')}${text.slice(node.end - 1, node.end)}`;
  };

  const binary = (node: ts.BinaryExpression): void => {
    const { kind } = node.operatorToken;
    if (isLogical(node)) {
      replaceNode(node, textOf(node.left));
      replaceNode(node, textOf(node.right));
      if (kind === K.AmpersandAmpersandToken) replaceOperator(node, '||');
      if (kind === K.BarBarToken) replaceOperator(node, '&&');
      return;
    }
    const flipped = FLIPPED[kind] ?? ARITHMETIC[kind];
    if (flipped !== undefined) replaceOperator(node, flipped);
    for (const operator of ASSIGNMENTS[kind] ?? []) replaceOperator(node, operator);
  };

  const call = (node: ts.CallExpression): void => {
    const { expression: callee } = node;
    if (!ts.isPropertyAccessExpression(callee)) return;
    const name = callee.name.text;
    const other = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    const args = text.slice(callee.name.end, node.end);
    if (other !== undefined) {
      const before = text.slice(node.getStart(source), callee.name.getStart(source));
      replaceNode(node, `${before}${other}${args}`, `${textOf(node)} → .${other}()`);
    }
    if (LEFT_OUT.has(name)) replaceNode(node, textOf(callee.expression));
  };

  const string = (node: ts.StringLiteral): void => {
    const allowed = stringsFor(node);
    if (allowed === undefined) {
      replaceNode(node, node.text === '' ? `'mutated'` : `''`);
      return;
    }
    const other = allowed[(allowed.indexOf(node.text) + 1) % allowed.length];
    if (other !== undefined && other !== node.text) replaceNode(node, `'${other}'`);
  };

  const literal = (node: ts.Expression): void => {
    if (ts.isNumericLiteral(node))
      replaceNode(node, node.text === '1' ? '0' : `${String(Number(node.text) + 1)}`);
    else if (ts.isStringLiteral(node)) string(node);
    else if (ts.isNoSubstitutionTemplateLiteral(node)) replaceNode(node, `''`);
    else if (ts.isTemplateExpression(node)) replaceNode(node, `''`);
    else if (ts.isRegularExpressionLiteral(node)) replaceNode(node, '/(?!)/');
    else if (node.kind === K.TrueKeyword) replaceNode(node, 'false');
    else if (node.kind === K.FalseKeyword) replaceNode(node, 'true');
  };

  const optionalLink = (node: ts.Expression): void => {
    if (!isAccess(node) || node.questionDotToken === undefined) return;
    const { expression, questionDotToken } = node;
    const dot = ts.isPropertyAccessExpression(node) ? '.' : '';
    const rest = text.slice(questionDotToken.end, node.end);
    replaceNode(node, `${textOf(expression)}${dot}${rest}`);
  };

  const value = (node: ts.Expression): void => {
    if (ts.isParenthesizedExpression(node)) return;
    const outer = inParentheses(node);
    if (isCondition(outer) || (!ts.isIdentifier(node) && isBoolean(node) && isRoot(outer))) {
      if (!isLoopCondition(outer)) replaceNode(node, 'true');
      replaceNode(node, 'false');
    }
    if (ts.isBinaryExpression(node)) binary(node);
    if (ts.isPrefixUnaryExpression(node)) {
      if (node.operator === K.ExclamationToken || node.operator === K.MinusToken)
        replaceNode(node, textOf(node.operand));
      if (node.operator === K.TildeToken) replaceNode(node, textOf(node.operand));
    }
    if (
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken)
    )
      replaceNode(
        node,
        textOf(node).replace(/\+\+|--/, (now) => (now === '++' ? '--' : '++')),
      );
    if (ts.isCallExpression(node)) call(node);
    optionalLink(node);
    literal(node);
    if (ts.isArrayLiteralExpression(node)) {
      for (const item of node.elements)
        replaceNode(node, without(node, node.elements, item), `[] − ${textOf(item)}`);
    }
    if (ts.isObjectLiteralExpression(node) && isChangeOfObject(node)) {
      for (const item of node.properties)
        if (!ts.isSpreadAssignment(item))
          replaceNode(node, without(node, node.properties, item), `{} − ${textOf(item)}`);
    }
  };

  const statement = (node: ts.Statement): void => {
    // A label must be next to its loop.
    if (ts.isLabeledStatement(node.parent)) return;
    if (
      ts.isExpressionStatement(node) ||
      (ts.isReturnStatement(node) && !isLastFalse(node)) ||
      ts.isThrowStatement(node) ||
      ts.isBreakOrContinueStatement(node) ||
      ts.isForOfStatement(node) ||
      ts.isForInStatement(node) ||
      ts.isDoStatement(node)
    )
      add(node, 'statement', '', `− ${textOf(node)}`);
    if (ts.isReturnStatement(node) && node.expression !== undefined && !isLastStatement(node))
      result(node.expression);
  };

  /** What a function gives back, as nothing. */
  const result = (node: ts.Expression): void => {
    if (isBoolean(node) || textOf(node) === 'undefined') return;
    if (node.kind === K.TrueKeyword || node.kind === K.FalseKeyword) return;
    replaceNode(node, 'undefined', `return ${textOf(node)} → undefined`);
  };

  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || notMutated(node) !== undefined) return;
    if (ts.isStatement(node)) statement(node);
    if (ts.isCaseClause(node))
      add(node.expression, 'case', '', `− case ${textOf(node.expression)}`);
    if (ts.isExpression(node)) value(node);
    if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
      functions += 1;
      result(node.body);
      functions -= 1;
    }
    const isFunction = ts.isFunctionLike(node) || ts.isPropertyDeclaration(node);
    if (isFunction) functions += 1;
    ts.forEachChild(node, visit);
    if (isFunction) functions -= 1;
  };
  ts.forEachChild(source, visit);
  return found;
}

/** `{ ...node, x }`, or what `replace(node, { x })` is to change: without x the node keeps its own. */
function isChangeOfObject(node: ts.ObjectLiteralExpression): boolean {
  const { parent } = node;
  return (
    node.properties.some(ts.isSpreadAssignment) ||
    (ts.isCallExpression(parent) &&
      ts.isIdentifier(parent.expression) &&
      parent.expression.text === 'replace')
  );
}
