import type { ts } from 'ts-morph';
import { TemplateSyntaxError } from '../errors.ts';
import type { Position } from '../../position.ts';
import type { Comments } from './comments.ts';
import { positionOf } from './template-modules.ts';
import type { Resolver } from './resolver.ts';
import type { Body, Expression } from '../syntax/tree.ts';

/**
 * The readers that need each other: a closure has a body, and statements have expressions. They are
 * handed on in the context so that their modules do not import each other.
 */
export interface Readers {
  expression(node: ts.Expression, context: ModuleContext): Expression;
  body(node: ts.Statement, context: ModuleContext): Body;
}

/** What reading one module needs at hand. */
export interface ModuleContext {
  readonly source: ts.SourceFile;
  readonly directory: string;
  readonly resolver: Resolver;
  readonly comments: Comments;
  readonly read: Readers;
}

/** Where a node begins. */
export function position(node: ts.Node, context: ModuleContext): Position {
  return positionOf(node, context.directory);
}

/** Reports syntax outside the dialect. */
export function refuse(node: ts.Node, context: ModuleContext, message: string): never {
  throw new TemplateSyntaxError(position(node, context), message);
}
