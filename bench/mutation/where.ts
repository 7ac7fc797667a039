import { ts } from 'ts-morph';

function nameOf(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isClassDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isVariableDeclaration(node);
  if (!isNamed || node.name === undefined) return undefined;
  if (ts.isVariableDeclaration(node) && !isNamedValue(node)) return undefined;
  if (ts.isPropertyAssignment(node) && !ts.isFunctionLike(node.initializer)) return undefined;
  const { name } = node;
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isPrivateIdentifier(name)
    ? name.text
    : undefined;
}

/** Is the variable a function, or a table of the module? */
function isNamedValue({ initializer, parent }: ts.VariableDeclaration): boolean {
  if (initializer === undefined) return false;
  return ts.isFunctionLike(initializer) || ts.isSourceFile(parent.parent.parent);
}

/** Names of the functions, tables and classes that the node is in, from the outside. */
export function whereIs(node: ts.Node): string {
  const names: string[] = [];
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    const name = nameOf(at);
    if (name !== undefined) names.unshift(name);
  }
  return names.join('.');
}
