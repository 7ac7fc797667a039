import type { ts } from 'ts-morph';
import { TemplateSyntaxError, type Position } from '../errors.ts';
import type { Comments } from './comments.ts';
import { positionOf } from './template-modules.ts';
import type { Resolver } from './resolver.ts';

/** What reading one module needs at hand. */
export interface ModuleContext {
  readonly source: ts.SourceFile;
  readonly directory: string;
  readonly resolver: Resolver;
  readonly comments: Comments;
}

/** Where a node begins. */
export function position(node: ts.Node, context: ModuleContext): Position {
  return positionOf(node, context.directory);
}

/** Reports syntax outside the dialect. */
export function refuse(node: ts.Node, context: ModuleContext, message: string): never {
  throw new TemplateSyntaxError(position(node, context), message);
}
