import { ts } from 'ts-morph';
import type { Parameter } from '../syntax/tree.ts';
import { refuse, type ModuleContext } from './context.ts';
import { typeText } from './types.ts';

/** Reads a parameter list. Patterns and parameter properties are refused. */
export function readParameters(
  list: ts.NodeArray<ts.ParameterDeclaration>,
  context: ModuleContext,
): readonly Parameter[] {
  return list.map((node) => {
    if (!ts.isIdentifier(node.name))
      return refuse(node, context, 'a parameter must be a single name');
    if (node.modifiers !== undefined || node.name.text === 'this') {
      return refuse(node, context, 'parameter properties and `this` parameters are not supported');
    }
    return {
      binding: context.resolver.declared(node.name),
      type: typeText(node.type, context),
      init: node.initializer && context.read.expression(node.initializer, context),
      optional: node.questionToken !== undefined,
      rest: node.dotDotDotToken !== undefined,
    };
  });
}
