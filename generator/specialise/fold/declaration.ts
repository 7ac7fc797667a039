import type { Declaration } from '../syntax/declaration.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { replace } from '../syntax/map.ts';
import type { Body } from '../syntax/statement.ts';
import { spliceBlocks } from './blocks.ts';
import type { Folder } from './folder.ts';

/** A `return` without a value at the end of a function says nothing. */
function withoutLastReturn(body: Body): Body {
  const last = body.statements.at(-1);
  if (last?.kind !== 'return' || last.value !== undefined) return body;
  return { ...body, statements: body.statements.slice(0, -1) };
}

/** Folds everything in a declaration. */
export function foldDeclaration(declaration: Declaration, folder: Folder): Declaration {
  const isFunction = declaration.kind === 'function';
  const folded = mapDeclaration(declaration, {
    expression: (node) => folder.expression(node, 'value'),
    body: (body) => (isFunction ? folder.body(body) : spliceBlocks(folder.body(body))),
  });
  if (folded.kind !== 'function') return folded;
  return replace(folded, { body: withoutLastReturn(spliceBlocks(folded.body, folded.parameters)) });
}
