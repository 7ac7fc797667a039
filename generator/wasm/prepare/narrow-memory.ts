import { mapBody, mapStatement, type Mapping } from '../../specialise/syntax/map.ts';
import type { Body, FunctionDeclaration, Statement, Try } from '../../specialise/syntax/tree.ts';

/**
 * Leaves out what lets a memory with addresses of 64 bits grow, which no module has: of
 * `try { memory.grow(pages); } catch { memory.grow(BigInt(pages)); }` what is tried.
 */
export function withNarrowMemory(node: FunctionDeclaration): FunctionDeclaration {
  return { ...node, body: narrowed(node.body) };
}

const INSIDE: Mapping = { expression: (node) => node, body: narrowed };

function narrowed(body: Body): Body {
  return mapBody(body, (node) =>
    node.kind === 'try' && isForWideMemory(node)
      ? narrowed(node.body).statements
      : [mapStatement(node, INSIDE)],
  );
}

function isForWideMemory({ handler }: Try): boolean {
  return handler?.statements.length === 1 && handler.statements.every(growsByBigInt);
}

function growsByBigInt(node: Statement): boolean {
  if (node.kind !== 'expression' || node.expression.kind !== 'call') return false;
  const { callee, args } = node.expression;
  const [pages] = args;
  return (
    callee.kind === 'property' &&
    callee.name === 'grow' &&
    pages?.kind === 'call' &&
    pages.callee.kind === 'global' &&
    pages.callee.name === 'BigInt'
  );
}
