import { createPrinter } from '../../specialise/print/create-printer.ts';
import { printExpression } from '../../specialise/print/expression.ts';
import type { Binding } from '../../specialise/syntax/binding.ts';
import { literalOf } from '../../specialise/syntax/create.ts';
import { mapExpression, mapBody, mapStatement } from '../../specialise/syntax/map.ts';
import type { Expression } from '../../specialise/syntax/tree.ts';
import type { Inference } from '../kinds/infer.ts';
import { constantOf } from '../kinds/kind.ts';
import type { Host, HostParameter } from '../lower/hosts.ts';
import { asOperand, fromModule } from './values.ts';

/** A function that the module imports, as a method of an object literal. */
export function hostText(
  { name, parameters, throws, text }: Host,
  known: Inference,
  names: (binding: Binding) => string,
): string {
  const list = parameters.map(({ binding }) => names(binding)).join(', ');
  const body =
    throws === undefined
      ? (text ?? '')
      : `throw ${printed(withConstants(throws, known), parameters, names)};`;
  return `${name}(${list}) { ${body} }`;
}

/** An expression with the numbers of the constants in it. */
function withConstants(node: Expression, known: Inference): Expression {
  if (node.kind === 'name') {
    const value = constantOf(known.kind(node.binding));
    return (value !== undefined && literalOf({ value })) || node;
  }
  return mapExpression(node, {
    expression: (each) => withConstants(each, known),
    body: (body) =>
      mapBody(body, (each) => [
        mapStatement(each, { expression: (e) => withConstants(e, known), body: (b) => b }),
      ]),
  });
}

/** The text, with what the module passes as 32 bits converted to the numbers that they are. */
function printed(
  node: Expression,
  parameters: readonly HostParameter[],
  names: (binding: Binding) => string,
): string {
  const numbers = new Map<Binding, string>(
    parameters.map(({ binding, kind, type }) => [
      binding,
      asOperand(fromModule(names(binding), kind, type)),
    ]),
  );
  const printer = createPrinter(
    { get: (binding: Binding) => numbers.get(binding) ?? names(binding) } as never,
    false,
  );
  return printExpression(node, printer, '');
}
