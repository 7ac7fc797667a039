import { ts } from 'ts-morph';

/** What is never mutated, and why; each rule looks at one node and takes in all below it. */
const RULES: readonly {
  readonly reason: string;
  readonly holds: (node: ts.Node) => boolean;
}[] = [
  {
    reason: 'Imports, exports and declarations of types are nothing at run time.',
    holds: (node) =>
      ts.isImportDeclaration(node) ||
      ts.isExportDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isHeritageClause(node),
  },
  {
    reason:
      'The literal after `===` and `case` and in the `kind` of a node is checked by the compiler; whether the comparison is made at all is mutated.',
    holds: (node) =>
      ts.isStringLiteral(node) &&
      ((ts.isBinaryExpression(node.parent) && isEquality(node.parent)) ||
        ts.isCaseClause(node.parent) ||
        (ts.isPropertyAssignment(node.parent) && propertyName(node.parent) === 'kind')),
  },
  {
    reason: 'A string in a list is taken out of the list, which is the larger change.',
    holds: (node) => ts.isStringLiteral(node) && ts.isArrayLiteralExpression(node.parent),
  },
  {
    reason: 'Names of properties are checked by the compiler.',
    holds: (node) => isPropertyName(node),
  },
  {
    reason: 'The module of an `import()` is found by the compiler.',
    holds: (node) =>
      ts.isStringLiteral(node) &&
      ts.isCallExpression(node.parent) &&
      node.parent.expression.kind === ts.SyntaxKind.ImportKeyword,
  },
  {
    reason: 'What the table of passes says is compared with docs/specialiser.md in test/docs.',
    holds: (node) =>
      ts.isPropertyAssignment(node) &&
      node.getSourceFile().fileName.endsWith('/passes/pipeline.ts') &&
      ['does', 'after'].includes(propertyName(node) ?? ''),
  },
  {
    reason: 'The name of a computation is read in messages about faults of the specialiser alone.',
    holds: (node) =>
      ts.isPropertyAssignment(node) &&
      propertyName(node) === 'name' &&
      node.parent.properties.some((other) => other.name?.getText() === 'compute'),
  },
  {
    reason: 'Constructors of a base class must be called.',
    holds: (node) =>
      ts.isExpressionStatement(node) &&
      ts.isCallExpression(node.expression) &&
      node.expression.expression.kind === ts.SyntaxKind.SuperKeyword,
  },
  {
    reason:
      'A clause that leaves a switch at the end of a function, and gives undefined, does what no clause would do.',
    holds: (node) => ts.isCaseClause(node) && isIdle(node),
  },
  {
    reason: 'A `break` at the end of a switch says nothing.',
    holds: (node) =>
      ts.isBreakStatement(node) &&
      ts.isCaseOrDefaultClause(node.parent) &&
      node.parent.statements.at(-1) === node &&
      node.parent.parent.clauses.at(-1) === node.parent,
  },
  {
    reason: 'Targets of assignments are names, not values.',
    holds: (node) => isTarget(node),
  },
];

function isEquality(node: ts.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken
  );
}

function propertyName({ name }: ts.PropertyAssignment): string | undefined {
  return ts.isIdentifier(name) ? name.text : undefined;
}

function isPropertyName(node: ts.Node): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isPropertyDeclaration(parent)) &&
    parent.name === node &&
    !ts.isComputedPropertyName(node)
  );
}

/** `case x: return;` as the last thing that its function does, without a `default`. */
function isIdle(clause: ts.CaseClause): boolean {
  const { clauses } = clause.parent;
  const own = clauses
    .slice(clauses.indexOf(clause))
    .find(({ statements }) => statements.length > 0);
  const [only, ...others] = own?.statements ?? [];
  const isPlainReturn =
    only !== undefined &&
    ts.isReturnStatement(only) &&
    (only.expression === undefined || only.expression.getText() === 'undefined');
  const statement = clause.parent.parent;
  const body = statement.parent;
  return (
    isPlainReturn &&
    others.length === 0 &&
    !clauses.some(ts.isDefaultClause) &&
    ts.isBlock(body) &&
    ts.isFunctionLike(body.parent) &&
    body.statements.at(-1) === statement
  );
}

function isTarget(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment &&
    !ts.isElementAccessExpression(node)
  );
}

/** Why the node and all below it stay as they are; undefined for what is mutated. */
export function notMutated(node: ts.Node): string | undefined {
  return RULES.find(({ holds }) => holds(node))?.reason;
}
