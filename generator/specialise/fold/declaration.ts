import type { Declaration } from '../syntax/declaration.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { replace } from '../syntax/map.ts';
import { spliceBlocks } from './blocks.ts';
import type { Folder } from './folder.ts';

/** Folds everything in a declaration. */
export function foldDeclaration(declaration: Declaration, folder: Folder): Declaration {
  const folded = mapDeclaration(declaration, {
    expression: (node) => folder.expression(node, 'value'),
    body: (body) => spliceBlocks(folder.body(body)),
  });
  if (folded.kind !== 'function') return folded;
  return replace(folded, { body: spliceBlocks(folded.body, folded.parameters) });
}
