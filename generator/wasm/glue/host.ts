import { createPrinter } from '../../specialise/print/create-printer.ts';
import { printExpression } from '../../specialise/print/expression.ts';
import type { Binding } from '../../specialise/syntax/binding.ts';
import { literalOf } from '../../specialise/syntax/create.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../../specialise/syntax/map.ts';
import type { Body, Expression, FunctionDeclaration } from '../../specialise/syntax/tree.ts';
import type { Inference } from '../kinds/infer.ts';
import { constantOf } from '../kinds/kind.ts';
import { ELEMENTS } from '../kinds/views.ts';
import type { Host, HostParameter } from '../lower/hosts.ts';
import { asOperand, fromModule } from './values.ts';

/** A function that the module imports, as a method of an object literal. */
export function hostText(
  { name, parameters, throws, text, body: node }: Host,
  known: Inference,
  names: (binding: Binding) => string,
): string {
  const list = parameters.map(({ binding }) => names(binding)).join(', ');
  if (node !== undefined) return outsideText(name, node, parameters, known, names);
  const body =
    throws === undefined
      ? (text ?? '')
      : `throw ${printed(withConstants(throws, known), parameters, (binding) => memoryName(binding, known) ?? names(binding))};`;
  return `${name}(${list}) { ${body} }`;
}

/** What the glue calls the memory and its buffer. */
function memoryName(binding: Binding, known: Inference): string | undefined {
  const { is } = known.kind(binding);
  return is === 'buffer' ? 'memory.buffer' : is === 'memory' ? 'memory' : undefined;
}

/** A function of the program, with the arrays and variables that it reads as parameters after its own. */
function outsideText(
  name: string,
  node: FunctionDeclaration,
  parameters: readonly HostParameter[],
  known: Inference,
  names: (binding: Binding) => string,
): string {
  const list = parameters.map(({ binding }) => names(binding)).join(', ');
  const lines = parameters.slice(node.parameters.length).map(({ binding, kind, type, view }) => {
    const text = names(binding);
    const value = fromModule(text, kind, type);
    const [array] = [...ELEMENTS].find(([, element]) => element === view) ?? [];
    return array === undefined
      ? `${text} = ${value};`
      : `${text} = new ${array}(memory.buffer, ${value});`;
  });
  const printer = createPrinter({ get: names } as never, false);
  const body = printer.block(withConstantsIn(node.body, known), '');
  return `${name}(${list}) { ${lines.join(' ')} ${body} }`;
}

/** A body with the numbers of the constants in it. */
export function withConstantsIn(body: Body, known: Inference): Body {
  const by: Mapping = {
    expression: (each) => withConstants(each, known),
    body: (inner) => mapBody(inner, (each) => [mapStatement(each, by)]),
  };
  return by.body(body);
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
