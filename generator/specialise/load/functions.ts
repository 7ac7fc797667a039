import { ts } from 'ts-morph';
import type { Documented, FunctionDeclaration } from '../syntax/tree.ts';
import { position, refuse, type ModuleContext } from './context.ts';
import { readParameters } from './parameters.ts';
import { typeListText, typeText } from './types.ts';

/** Reads a function declaration with a body, without its `@inline` tag. */
export function readFunction(
  node: ts.FunctionDeclaration,
  trivia: Documented,
  context: ModuleContext,
): FunctionDeclaration {
  if (node.name === undefined || node.body === undefined) {
    return refuse(node, context, 'a function needs a name and a body; overloads are not supported');
  }
  const isAsync = node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword);
  if (isAsync === true || node.asteriskToken !== undefined) {
    return refuse(node, context, 'async functions and generators are not supported');
  }
  return {
    kind: 'function',
    binding: context.resolver.declared(node.name),
    typeParameters: typeListText(node.typeParameters, context),
    parameters: readParameters(node.parameters, context),
    returnType: typeText(node.type, context),
    body: context.read.body(node.body, context),
    inline: undefined,
    position: position(node, context),
    ...trivia,
  };
}
