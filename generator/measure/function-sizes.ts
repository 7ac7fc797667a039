import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';

import type { Bundle } from './bundle.ts';
import { MODULE, type FunctionSize } from './size-report.ts';
import {
  forEachChild,
  isIdentifier,
  parseModule,
  type DeclarationNode,
  type Identifier,
  type SyntaxNode,
} from './syntax-tree.ts';

/**
 * Divides the bytes of a bundle among the functions of the variant it was made from.
 *
 * Each byte belongs to the innermost named declaration around it: a function, a class, or a variable that
 * holds one. Bytes outside any such declaration (variables, the export list) belong to {@link MODULE}. The
 * source map gives the original names.
 */
export async function functionSizes(
  bundle: Bundle,
  javascript: string,
): Promise<readonly FunctionSize[]> {
  const nameInVariant = originalNames(bundle, javascript);
  const bytes = new Map<string, number>();

  const add = (name: string, count: number) => bytes.set(name, (bytes.get(name) ?? 0) + count);
  const visit = (node: SyntaxNode, owner: string) => {
    const declared = declaredFunction(node);
    if (declared === undefined) {
      forEachChild(node, (child) => visit(child, owner));
      return;
    }
    const name = nameInVariant(declared);
    const size = Buffer.byteLength(bundle.text.slice(node.start, node.end));
    add(owner, -size);
    add(name, size);
    forEachChild(node, (child) => visit(child, name));
  };

  add(MODULE, Buffer.byteLength(bundle.text));
  visit(await parseModule(bundle.text), MODULE);
  return [...bytes].map(([name, count]) => ({ name, bytes: count })).toSorted(largestFirst);
}

/** The identifier that a function, class or variable declaration gives to a function or class. */
function declaredFunction(node: DeclarationNode): Identifier | undefined {
  const holdsOne = node.type === 'VariableDeclarator' && FUNCTIONS.has(node.init?.type ?? '');
  return (holdsOne || DECLARATIONS.has(node.type)) && isIdentifier(node.id) ? node.id : undefined;
}

const DECLARATIONS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'ClassDeclaration']);

const FUNCTIONS: ReadonlySet<string> = new Set([
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassExpression',
]);

/** Looks up what an identifier of the bundle is called in the variant. */
function originalNames(bundle: Bundle, javascript: string): (identifier: Identifier) => string {
  const map = new TraceMap(bundle.sourceMap);
  const lines = javascript.split('\n');
  return ({ loc, name }) => {
    const original = originalPositionFor(map, loc.start);
    if (original.line === null) {
      return name;
    }
    const rest = lines[original.line - 1]?.slice(original.column) ?? '';
    return /^[\p{ID_Start}$_][\p{ID_Continue}$]*/u.exec(rest)?.[0] ?? name;
  };
}

function largestFirst(a: FunctionSize, b: FunctionSize): number {
  const moduleLast = Number(a.name === MODULE) - Number(b.name === MODULE);
  return moduleLast || b.bytes - a.bytes || (a.name < b.name ? -1 : 1);
}
