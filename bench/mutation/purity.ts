import { ts } from 'ts-morph';

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}

/** Methods of arrays, maps, sets, strings and numbers that change nothing. */
const PURE_METHODS = words(
  'at concat entries every filter find findIndex findLast flat join findLastIndex flatMap ' +
    'includes indexOf keys lastIndexOf map reduce reduceRight slice some toReversed toSorted ' +
    'toSpliced values with get has charAt charCodeAt codePointAt endsWith padEnd padStart ' +
    'repeat replace replaceAll split startsWith substring toLowerCase toUpperCase trim trimEnd ' +
    'trimStart match toString toFixed forEach',
);

/** Methods that change what they are called on. */
const CHANGING_METHODS = words(
  'add clear copyWithin delete fill pop push reverse set shift sort splice unshift',
);

/** Objects of the language whose functions change nothing, and functions of it. */
const PURE_GLOBALS = words('Math Number String Boolean Array');
const PURE_OBJECT = words('entries hasOwn is keys values');

/** Methods of interfaces whose implementations at most remember what they found. */
const PURE_INTERFACES = words(
  'Facts.constant Facts.valueType Facts.returned EffectsContext.calling ' +
    'ConstantFolder.constant ConstantFolder.droppable ConstantFolder.table ' +
    'InlineContext.isInlined Interference.interfere Interference.copied',
);

/** Interfaces of callbacks, which are looked at where they are handed over. */
const CALLBACKS = words('Visitor Mapping');

type FunctionNode = ts.FunctionLikeDeclaration;

function isInside(node: ts.Node, outer: ts.Node): boolean {
  return (
    node.getSourceFile() === outer.getSourceFile() && node.pos >= outer.pos && node.end <= outer.end
  );
}

/** The name that a chain of properties begins with. */
function rootOf(node: ts.Node): ts.Node {
  return ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node)
    ? rootOf(node.expression)
    : node;
}

function isChangingOperator(node: ts.Node): node is ts.PrefixUnaryExpression {
  return (
    (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
    (node.operator === ts.SyntaxKind.PlusPlusToken ||
      node.operator === ts.SyntaxKind.MinusMinusToken)
  );
}

function isAssignment(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Is the value one that nothing else can see yet? */
function isFresh(node: ts.Expression | undefined): boolean {
  return (
    node !== undefined &&
    (ts.isArrayLiteralExpression(node) ||
      ts.isObjectLiteralExpression(node) ||
      (ts.isNewExpression(node) &&
        ['Array', 'Map', 'Set', 'WeakMap'].includes(node.expression.getText())))
  );
}

/**
 * Finds expressions that can be evaluated once more without a trace: they assign only to variables of
 * the functions that they call, and call only functions of which the same is true.
 */
export class Purity {
  readonly #types: ts.TypeChecker;
  readonly #pure: ReadonlySet<FunctionNode>;
  readonly #symbols = new Map<ts.Node, ts.Symbol | undefined>();

  /** @param files all modules whose functions may be pure */
  constructor(files: readonly ts.SourceFile[], types: ts.TypeChecker) {
    this.#types = types;
    const functions: FunctionNode[] = [];
    const collect = (node: ts.Node): void => {
      if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined)
        functions.push(node as FunctionNode);
      ts.forEachChild(node, collect);
    };
    for (const file of files) collect(file);
    // All are taken for pure until one turns out not to be: so recursive functions can be pure.
    const pure = new Set(functions);
    this.#pure = pure;
    for (let size = -1; size !== pure.size;) {
      size = pure.size;
      for (const each of pure)
        if (!this.#isPureWithin(each.body as ts.Node, each)) pure.delete(each);
    }
  }

  /** Is nothing changed when the expression is evaluated? It may throw. */
  isPure(node: ts.Expression): boolean {
    return this.#isPureWithin(node, node);
  }

  #symbolOf(node: ts.Node): ts.Symbol | undefined {
    if (!this.#symbols.has(node)) {
      const symbol = this.#types.getSymbolAtLocation(node);
      this.#symbols.set(
        node,
        symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0
          ? this.#types.getAliasedSymbol(symbol)
          : symbol,
      );
    }
    return this.#symbols.get(node);
  }

  /** Is everything that `node` changes a variable of `outer`? */
  #isPureWithin(node: ts.Node, outer: ts.Node): boolean {
    if (ts.isTypeNode(node)) return true;
    if (isAssignment(node) && !this.#isOwn(node.left, outer)) return false;
    if (isChangingOperator(node) && !this.#isOwn(node.operand, outer)) return false;
    if (ts.isDeleteExpression(node) || ts.isYieldExpression(node) || ts.isAwaitExpression(node))
      return false;
    if (ts.isTaggedTemplateExpression(node)) return false;
    if (ts.isNewExpression(node) && !isFresh(node) && !node.expression.getText().endsWith('Error'))
      return false;
    if (ts.isCallExpression(node) && !this.#isPureCall(node, outer)) return false;
    return ts.forEachChild(node, (child) => !this.#isPureWithin(child, outer)) !== true;
  }

  #isOwn(target: ts.Node, outer: ts.Node): boolean {
    const root = rootOf(target);
    if (!ts.isIdentifier(root)) return false;
    const declaration = this.#symbolOf(root)?.valueDeclaration;
    if (declaration === undefined || !isInside(declaration, outer)) return false;
    if (root === target) return true;
    return ts.isVariableDeclaration(declaration) && isFresh(declaration.initializer);
  }

  #isPureCall(node: ts.CallExpression, outer: ts.Node): boolean {
    const isPureArgument = (argument: ts.Expression): boolean => {
      if (!ts.isIdentifier(argument) && !ts.isPropertyAccessExpression(argument)) return true;
      const declaration = this.#symbolOf(argument)?.valueDeclaration;
      if (declaration === undefined || isInside(declaration, outer)) return true;
      const type = this.#types.getTypeAtLocation(argument);
      if (CALLBACKS.has(type.symbol?.name ?? '')) return false;
      if (type.getCallSignatures().length === 0) return true;
      const body = functionOf(declaration);
      return body === undefined
        ? declaration.getSourceFile().isDeclarationFile
        : this.#pure.has(body);
    };
    return this.#isPureCallee(node.expression, outer) && node.arguments.every(isPureArgument);
  }

  #isPureCallee(callee: ts.Expression, outer: ts.Node): boolean {
    if (ts.isParenthesizedExpression(callee) || ts.isNonNullExpression(callee))
      return this.#isPureCallee(callee.expression, outer);
    const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
    if (!ts.isIdentifier(name) && !ts.isPrivateIdentifier(name)) return false;
    const declaration = this.#symbolOf(name)?.valueDeclaration;
    if (declaration === undefined) return false;
    if (declaration.getSourceFile().isDeclarationFile) return this.#isPureOfLibrary(callee, outer);
    // What is in `outer` is looked at with it.
    if (isInside(declaration, outer)) return functionOf(declaration) !== undefined;
    const body = functionOf(declaration);
    if (body !== undefined) return this.#pure.has(body);
    // A function that is handed over is looked at where that is done.
    if (ts.isParameter(declaration)) return ts.isIdentifier(callee) && isInside(declaration, outer);
    const { parent } = declaration;
    if (!ts.isInterfaceDeclaration(parent)) return false;
    if (CALLBACKS.has(parent.name.text)) {
      const root = this.#symbolOf(rootOf(callee))?.valueDeclaration;
      return root !== undefined && isInside(root, outer);
    }
    return PURE_INTERFACES.has(`${parent.name.text}.${name.text}`);
  }

  #isPureOfLibrary(callee: ts.Expression, outer: ts.Node): boolean {
    if (!ts.isPropertyAccessExpression(callee))
      return ts.isIdentifier(callee) && PURE_GLOBALS.has(callee.text);
    const { expression, name } = callee;
    if (ts.isIdentifier(expression)) {
      if (expression.text === 'ts') return /^is[A-Z]/.test(name.text);
      if (PURE_GLOBALS.has(expression.text)) return name.text !== 'random';
      if (expression.text === 'Object') return PURE_OBJECT.has(name.text);
    }
    if (PURE_METHODS.has(name.text)) return true;
    if (!CHANGING_METHODS.has(name.text)) return false;
    return this.#isOwnObject(expression, outer) || this.#isCache(expression);
  }

  #isOwnObject(node: ts.Expression, outer: ts.Node): boolean {
    if (isFresh(node)) return true;
    if (!ts.isIdentifier(node)) return false;
    const declaration = this.#symbolOf(node)?.valueDeclaration;
    return (
      declaration !== undefined &&
      isInside(declaration, outer) &&
      ts.isVariableDeclaration(declaration) &&
      isFresh(declaration.initializer)
    );
  }

  /** A WeakMap of the module remembers what a function found out about an object. */
  #isCache(node: ts.Expression): boolean {
    const declaration = this.#symbolOf(node)?.valueDeclaration;
    return (
      declaration !== undefined &&
      ts.isVariableDeclaration(declaration) &&
      ts.isSourceFile(declaration.parent.parent.parent) &&
      declaration.initializer?.getText().startsWith('new WeakMap') === true
    );
  }
}

function functionOf(declaration: ts.Declaration): FunctionNode | undefined {
  if (ts.isFunctionLike(declaration) && 'body' in declaration && declaration.body !== undefined)
    return declaration as FunctionNode;
  if (!ts.isVariableDeclaration(declaration) || declaration.initializer === undefined)
    return undefined;
  const { initializer } = declaration;
  return ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)
    ? initializer
    : undefined;
}
