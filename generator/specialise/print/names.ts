import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { scopeOf, type Scope } from './scopes.ts';

/** What every binding is called in the output. */
export type Names = ReadonlyMap<Binding, string>;

/** `name`, with the first number from 2 that makes it free if it is taken. */
function freeName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  for (let i = 2; ; i += 1) if (!isTaken(`${name}_${i}`)) return `${name}_${i}`;
}

/** The preferred names of bindings. */
interface Authored {
  name(binding: Binding): string;
  /** True for a name from an inlined body, which gives way to other names. */
  gives(binding: Binding): boolean;
}

/** Names that the author gave to variables declared inside `scope`, at any depth. */
function authoredInside(scope: Scope, authored: Authored, names: Set<string>): Set<string> {
  for (const child of scope.children) {
    for (const binding of child.declared)
      if (!authored.gives(binding)) names.add(authored.name(binding));
    authoredInside(child, authored, names);
  }
  return names;
}

/**
 * Names the bindings of `scope` and of the scopes inside. The author's name stays unless it would hide
 * something that is used here. A name from an inlined body also gives way to names around and inside.
 */
function nameScope(
  scope: Scope,
  names: Map<Binding, string>,
  around: ReadonlySet<string>,
  authored: Authored,
): void {
  const declared = new Set(scope.declared);
  const hidden = new Set(scope.free);
  for (const binding of scope.used) {
    const name = names.get(binding);
    if (!declared.has(binding) && name !== undefined) hidden.add(name);
  }
  const own = new Set<string>();
  const take = (binding: Binding, isTaken: (name: string) => boolean): void => {
    const name = freeName(
      authored.name(binding),
      (candidate) => own.has(candidate) || hidden.has(candidate) || isTaken(candidate),
    );
    own.add(name);
    names.set(binding, name);
  };
  for (const binding of declared) if (!authored.gives(binding)) take(binding, () => false);
  if (own.size < declared.size) {
    const inside = authoredInside(scope, authored, new Set());
    for (const binding of declared) {
      if (authored.gives(binding)) take(binding, (name) => around.has(name) || inside.has(name));
    }
  }
  const all = own.size === 0 ? around : new Set([...around, ...own]);
  for (const child of scope.children) nameScope(child, names, all, authored);
}

/**
 * Names all bindings. Exports have the names that users import. Of other top-level declarations with
 * one name, the first keeps it.
 * @param reserved names that the module needs for something else
 * @param given names of bindings in another module, which they keep here if nothing hides them
 */
export function assignNames(
  declarations: readonly Declaration[],
  exported: ReadonlyMap<Binding, string>,
  reserved: readonly string[] = [],
  given: Names = new Map(),
): Names {
  const authored: Authored = {
    name: (binding) => given.get(binding) ?? binding.name,
    gives: (binding) => binding.inlined && !given.has(binding),
  };
  const scopes = declarations.map(scopeOf);
  const taken = new Set([...exported.values(), ...reserved]);
  for (const scope of scopes) for (const name of scope.free) taken.add(name);
  const names = new Map<Binding, string>(exported);
  for (const { binding } of declarations) {
    if (exported.has(binding)) continue;
    const name = freeName(authored.name(binding), (candidate) => taken.has(candidate));
    taken.add(name);
    names.set(binding, name);
  }
  for (const scope of scopes) nameScope(scope, names, new Set(), authored);
  return names;
}
