import type { ts } from 'ts-morph';
import { TemplateSyntaxError, type Place } from '../errors.ts';
import type { Comments } from './comments.ts';
import { placeOf } from './program.ts';
import type { Resolver } from './resolver.ts';

/** What reading one module needs at hand. */
export interface ModuleContext {
  readonly source: ts.SourceFile;
  readonly folder: string;
  readonly resolver: Resolver;
  readonly comments: Comments;
}

/** Where a node begins. */
export function place(node: ts.Node, context: ModuleContext): Place {
  return placeOf(node, context.folder);
}

/** Reports syntax outside the dialect. */
export function refuse(node: ts.Node, context: ModuleContext, message: string): never {
  throw new TemplateSyntaxError(place(node, context), message);
}
