import { ts } from 'ts-morph';
import { TemplateSyntaxError } from '../errors.ts';
import type { Position } from '../../position.ts';
import type { Comments } from './comments.ts';
import { positionOf } from './template-modules.ts';
import type { Resolver } from './resolver.ts';
import type { Body, Expression } from '../syntax/tree.ts';

/**
 * Readers that need each other, because closures have bodies and statements have expressions. The
 * context passes them on, so that their modules do not import each other.
 */
export interface Readers {
  expression(node: ts.Expression, context: ModuleContext): Expression;
  body(node: ts.Statement, context: ModuleContext): Body;
}

/** What the readers of one module share. */
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

/** Names of the kinds of syntax, without the marks of ranges such as `LastStatement`. */
const SYNTAX_NAMES = new Map(
  Object.entries(ts.SyntaxKind)
    .filter(([name]) => !/^(First|Last)[A-Z]/.test(name))
    .map(([name, kind]) => [kind, name]),
);

/** What TypeScript calls a node, such as `DebuggerStatement`. */
export function syntaxName({ kind }: ts.Node): string {
  return SYNTAX_NAMES.get(kind) as string;
}
