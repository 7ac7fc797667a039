import { ts } from 'ts-morph';
import { TemplateSyntaxError } from '../errors.ts';
import type { Position } from '../../position.ts';
import type { Expression } from '../syntax/tree.ts';
import type { ModuleContext } from './context.ts';
import { readExpression } from './expressions.ts';
import type { Meaning } from './resolver.ts';

/** A context for a condition, which is not part of a module: names are looked up in `names`. */
function conditionContext(
  tag: string,
  condition: ts.SourceFile,
  names: (name: string) => Meaning | undefined,
  position: Position,
  context: ModuleContext,
): ModuleContext {
  return {
    ...context,
    source: condition,
    resolver: {
      ...context.resolver,
      meaning(identifier) {
        const meaning = names(identifier.text);
        if (meaning !== undefined) return meaning;
        throw new TemplateSyntaxError(
          position,
          `${tag} names ${identifier.text}, which neither the module nor options.ts has`,
        );
      },
    },
  };
}

/**
 * Reads the condition after a tag in a comment, such as `@inline`.
 * @param names what a name in the condition stands for
 * @throws TemplateSyntaxError if `text` is not one expression over known names
 */
export function readCondition(
  tag: string,
  text: string,
  names: (name: string) => Meaning | undefined,
  position: Position,
  context: ModuleContext,
): Expression {
  const source = ts.createSourceFile(tag, `(${text});`, ts.ScriptTarget.ESNext, true);
  const [statement] = source.statements;
  const failed = (source as unknown as { parseDiagnostics: readonly unknown[] }).parseDiagnostics;
  if (
    statement === undefined ||
    !ts.isExpressionStatement(statement) ||
    failed.length > 0 ||
    source.statements.length > 1
  ) {
    throw new TemplateSyntaxError(position, `'${tag} ${text}' is not followed by an expression`);
  }
  return readExpression(
    statement.expression,
    conditionContext(tag, source, names, position, context),
  );
}
