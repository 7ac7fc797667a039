import { isPrimitive } from './syntax/value-type.ts';
import { valueTypeOf } from './analyse/value-type.ts';
import type { Facts } from './analyse/evaluate.ts';
import { summaryOf } from './analyse/summary.ts';
import { TemplateApiError } from './errors.ts';
import type { Program } from './program.ts';
import type { Binding } from './syntax/binding.ts';
import type { Declaration } from './syntax/declaration.ts';

/** A function that makes instances of what would else be the module itself. */
export interface Factory {
  /** `createName`. */
  readonly name: string;
  /** `Name`, the interface of what it returns. */
  readonly typeName: string;
  /** Its comment. */
  readonly lead: readonly string[];
  /** What each instance has for itself: state, all that leads to it, and every exported function. */
  readonly inside: ReadonlySet<Binding>;
}

/** Does the declaration itself keep something that can change? */
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
 * What each instance of a program has for itself. Types stay in the module, and so do constants and
 * functions that have no part in any state.
 * @throws TemplateApiError where an exported class or a type would need the state of one instance
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
        `${node.binding.name} belongs to the module, but names what each instance has for itself`,
      );
    }
    inside.add(node.binding);
    pending.push(...(users.get(node.binding) ?? []));
  }
  return inside;
}
