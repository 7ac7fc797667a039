/** What all nodes of Babel's syntax tree have. Offsets and columns count UTF-16 units. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
}

export interface Identifier extends SyntaxNode {
  readonly type: 'Identifier';
  readonly name: string;
}

/** A node that may be a declaration of one name. */
export interface DeclarationNode extends SyntaxNode {
  readonly id?: SyntaxNode | null;
  readonly init?: SyntaxNode | null;
}

/** Parses an ES module with the parser that formatting uses as well. It is loaded for the first one. */
export async function parseModule(text: string): Promise<SyntaxNode> {
  const { parsers } = await import('prettier/plugins/babel');
  const parser: { parse(text: string, options: object): unknown } = parsers.babel;
  return (await parser.parse(text, {})) as SyntaxNode;
}

/** Calls `visit` with the children of a node. */
export function forEachChild(node: SyntaxNode, visit: (child: SyntaxNode) => void): void {
  for (const value of Object.values(node)) {
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) visit(one);
  }
}

export function isIdentifier(node: SyntaxNode | null | undefined): node is Identifier {
  return node?.type === 'Identifier';
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
