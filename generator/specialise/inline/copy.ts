import { inlinedCopy, type Binding } from '../syntax/binding.ts';
import type { SourceText } from '../syntax/text.ts';
import type {
  Body,
  Expression,
  FunctionDeclaration,
  Parameter,
  Statement,
} from '../syntax/tree.ts';
import { mapBody, mapExpression, mapParameter, mapStatement, type Mapping } from '../syntax/map.ts';
import { visitExpression, visitStatement } from '../syntax/visit.ts';
import type { Inlinable } from './shape.ts';

/** A body whose parameters and locals are new bindings. */
export interface Copy extends Inlinable {
  readonly parameters: readonly Parameter[];
}

/** A mapping that renames bindings everywhere, in types too. */
export function renaming(names: ReadonlyMap<Binding, Binding>): Mapping {
  const binding = (from: Binding): Binding => names.get(from) ?? from;
  const mapping: Mapping = {
    binding,
    text: (text: SourceText) =>
      text.parts.some((part) => typeof part !== 'string' && names.has(part))
        ? {
            ...text,
            parts: text.parts.map((part) => (typeof part === 'string' ? part : binding(part))),
          }
        : text,
    expression: (node: Expression): Expression => mapExpression(node, mapping),
    body: (body: Body): Body => mapBody(body, (statement) => [mapStatement(statement, mapping)]),
  };
  return mapping;
}

/** Copies the body of a function for one call. */
export function copyBody(
  declaration: Pick<FunctionDeclaration, 'parameters'>,
  body: Inlinable,
): Copy {
  const names = new Map<Binding, Binding>();
  const declared = (binding: Binding): void => void names.set(binding, inlinedCopy(binding));
  for (const { binding } of declaration.parameters) declared(binding);
  for (const statement of body.statements) visitStatement(statement, { declared });
  if (body.value !== undefined) visitExpression(body.value, { declared });
  const by = renaming(names);
  return {
    parameters: declaration.parameters.map((parameter) => mapParameter(parameter, by)),
    statements: body.statements.map((statement): Statement => mapStatement(statement, by)),
    value: body.value && by.expression(body.value),
  };
}
