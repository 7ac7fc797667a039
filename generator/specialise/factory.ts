import { isPrimitive } from './syntax/value-type.ts';
import { valueTypeOf } from './analyse/value-type.ts';
import type { Facts } from './analyse/evaluate.ts';
import { summaryOf } from './analyse/summary.ts';
import { TemplateApiError } from './errors.ts';
import type { Program } from './program.ts';
import type { Binding } from './syntax/binding.ts';
import type { Declaration } from './syntax/declaration.ts';

/** A function that makes instances, each with a state of its own. */
export interface Factory {
  /** `createName`. */
  readonly name: string;
  /** `Name`, the interface of what it returns. */
  readonly typeName: string;
  /** Its comment. */
  readonly lead: readonly string[];
  /** Declarations that each instance has: state, everything that uses it, and every exported function. */
  readonly inside: ReadonlySet<Binding>;
}

/** True if the declaration itself holds state that can change. */
function holdsState(declaration: Declaration, facts: Facts): boolean {
  switch (declaration.kind) {
    case 'variable':
      return (
        declaration.keyword === 'let' ||
        declaration.init === undefined ||
        !isPrimitive(valueTypeOf(declaration.init, facts))
      );
    case 'class':
      return declaration.members.some(
        (member) => member.kind === 'property' && member.modifiers.includes('static'),
      );
    case 'function':
    case 'type':
      return false;
  }
}

/**
 * The declarations that each instance of a program has. Types, and constants and functions that do
 * not use any state, stay in the module.
 * @throws TemplateApiError if an exported class or a type would need the state of one instance
 */
export function instanceBindings(program: Program, facts: Facts): ReadonlySet<Binding> {
  const users = new Map<Binding, Declaration[]>();
  for (const declaration of program.declarations) {
    const { read, written } = summaryOf(declaration);
    for (const binding of new Set([...read, ...written])) {
      const known = users.get(binding);
      if (known === undefined) users.set(binding, [declaration]);
      else known.push(declaration);
    }
  }
  const pending = program.declarations.filter(
    (declaration) =>
      holdsState(declaration, facts) ||
      (declaration.kind === 'function' && program.roots.has(declaration.binding)),
  );
  const inside = new Set<Binding>();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (inside.has(node.binding)) continue;
    if (node.kind === 'type' || (node.kind === 'class' && program.roots.has(node.binding))) {
      throw new TemplateApiError(
        node.position,
        `${node.binding.name} belongs to the module, but it uses the state of an instance`,
      );
    }
    inside.add(node.binding);
    pending.push(...(users.get(node.binding) ?? []));
  }
  return inside;
}
