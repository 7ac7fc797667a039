import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { ts } from 'ts-morph';

import type { Bundle } from './bundle.ts';
import { MODULE, type FunctionSize } from './size-report.ts';

/**
 * Divides the bytes of a bundle among the functions of the variant it was made from.
 *
 * Each byte belongs to the innermost declaration around it that has a name: a function, a class, or
 * a variable that holds one. What has no such declaration around it (variables, the export list)
 * belongs to {@link MODULE}. The minified names are taken back through the source map.
 */
export function functionSizes(bundle: Bundle, javascript: string): readonly FunctionSize[] {
  const file = ts.createSourceFile('bundle.js', bundle.text, ts.ScriptTarget.ESNext);
  const nameInVariant = originalNames(bundle, javascript, file);
  const bytes = new Map<string, number>();

  const add = (name: string, count: number) => bytes.set(name, (bytes.get(name) ?? 0) + count);
  const visit = (node: ts.Node, owner: string) => {
    const declared = declaredFunction(node);
    if (declared === undefined) {
      ts.forEachChild(node, (child) => visit(child, owner));
      return;
    }
    const name = nameInVariant(declared);
    const size = Buffer.byteLength(bundle.text.slice(node.getStart(file), node.getEnd()));
    add(owner, -size);
    add(name, size);
    ts.forEachChild(node, (child) => visit(child, name));
  };

  add(MODULE, Buffer.byteLength(bundle.text));
  visit(file, MODULE);
  return [...bytes].map(([name, count]) => ({ name, bytes: count })).toSorted(largestFirst);
}

/** The identifier that a function, class or variable declaration gives to a function or class. */
function declaredFunction(node: ts.Node): ts.Identifier | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) {
    return node.name;
  }
  if (
    ts.isVariableDeclaration(node) &&
    ts.isIdentifier(node.name) &&
    node.initializer !== undefined &&
    (ts.isFunctionExpression(node.initializer) ||
      ts.isArrowFunction(node.initializer) ||
      ts.isClassExpression(node.initializer))
  ) {
    return node.name;
  }
  return undefined;
}

/** Looks up what an identifier of the bundle is called in the variant. */
function originalNames(
  bundle: Bundle,
  javascript: string,
  file: ts.SourceFile,
): (identifier: ts.Identifier) => string {
  const map = new TraceMap(bundle.sourceMap);
  const lines = javascript.split('\n');
  return (identifier) => {
    const { line, character } = file.getLineAndCharacterOfPosition(identifier.getStart(file));
    const original = originalPositionFor(map, { line: line + 1, column: character });
    if (original.line === null) {
      return identifier.text;
    }
    const rest = lines[original.line - 1]?.slice(original.column) ?? '';
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(rest)?.[0] ?? identifier.text;
  };
}

function largestFirst(a: FunctionSize, b: FunctionSize): number {
  const moduleLast = Number(a.name === MODULE) - Number(b.name === MODULE);
  return moduleLast || b.bytes - a.bytes || (a.name < b.name ? -1 : 1);
}
