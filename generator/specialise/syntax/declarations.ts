import type { ClassMember, Declaration } from './declaration.ts';
import { mapList, mapParameter, replace, type Mapping } from './map.ts';

function mapClassMember(member: ClassMember, by: Mapping): ClassMember {
  if (member.kind === 'property') {
    return replace(member, { init: member.init && by.expression(member.init) });
  }
  return replace(member, {
    parameters: mapList(member.parameters, (parameter) => mapParameter(parameter, by)),
    body: by.body(member.body),
  });
}

/** `declaration` with its expressions and bodies rebuilt; names and types stay. */
export function mapDeclaration<T extends Declaration>(declaration: T, by: Mapping): T;
export function mapDeclaration(declaration: Declaration, by: Mapping): Declaration {
  switch (declaration.kind) {
    case 'function':
      return replace(declaration, {
        parameters: mapList(declaration.parameters, (parameter) => mapParameter(parameter, by)),
        body: by.body(declaration.body),
      });
    case 'variable':
      return replace(declaration, { init: declaration.init && by.expression(declaration.init) });
    case 'class':
      return replace(declaration, {
        base: declaration.base && by.expression(declaration.base),
        members: mapList(declaration.members, (member) => mapClassMember(member, by)),
      });
    case 'type':
      return declaration;
  }
}
