import { declarationsByBinding, type Program } from './program.ts';
import type { Binding } from './syntax/binding.ts';
import type { Declaration } from './syntax/declaration.ts';
import type { SourceText } from './syntax/text.ts';
import type { Parameter } from './syntax/tree.ts';

/** The types in the signature of a declaration. */
function signature(declaration: Declaration): readonly (SourceText | undefined)[] {
  const ofParameters = (parameters: readonly Parameter[]) =>
    parameters.map((parameter) => parameter.type);
  switch (declaration.kind) {
    case 'function':
      return [
        declaration.typeParameters,
        declaration.returnType,
        ...ofParameters(declaration.parameters),
      ];
    case 'variable':
      return [declaration.type];
    case 'type':
      return [declaration.text];
    case 'class':
      return [
        declaration.typeParameters,
        declaration.baseTypes,
        declaration.interfaces,
        ...declaration.members.flatMap((member) =>
          member.kind === 'property'
            ? [member.type]
            : [member.returnType, ...ofParameters(member.parameters)],
        ),
      ];
  }
}

/** The exported values and the types that their signatures name, which users see. */
export function publicBindings(program: Program): ReadonlySet<Binding> {
  const declared = declarationsByBinding(program);
  const visible = new Set<Binding>();
  const pending = [...program.roots.keys()];
  for (let binding = pending.pop(); binding !== undefined; binding = pending.pop()) {
    const declaration = declared.get(binding);
    if (declaration === undefined || visible.has(binding)) continue;
    visible.add(binding);
    if (declaration.kind === 'class' && declaration.base?.kind === 'name')
      pending.push(declaration.base.binding);
    for (const text of signature(declaration)) {
      pending.push(...(text?.parts ?? []).filter((part) => typeof part !== 'string'));
    }
  }
  return visible;
}
