import { summaryOf, summaryOfAll } from '../analyse/summary.ts';
import { mapDeclarations, type Program } from '../program.ts';
import type { Declaration, VariableDeclaration } from '../syntax/declaration.ts';
import type { Statement } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapStatement, replace, type Mapping } from '../syntax/map.ts';
import { visitDeclaration } from '../syntax/visit.ts';

function hasLet(declaration: Declaration): boolean {
  let found = false;
  visitDeclaration(declaration, {
    expression: (node) => node.kind === 'closure',
    statement(node) {
      found ||= node.kind === 'variable' && node.keyword === 'let' && node.init !== undefined;
    },
  });
  return found;
}

/** Each declaration with `const` for every `let` that could be one. */
const settled = new WeakMap<Declaration, Declaration>();

function withConstantLocals(declaration: Declaration): Declaration {
  const known = settled.get(declaration);
  if (known !== undefined) return known;
  const changed = hasLet(declaration) ? replaceLet(declaration) : declaration;
  settled.set(declaration, changed);
  settled.set(changed, changed);
  return changed;
}

const constants = new WeakMap<VariableDeclaration, VariableDeclaration>();

function asConstant(declaration: VariableDeclaration): VariableDeclaration {
  if (declaration.keyword === 'const') return declaration;
  const known = constants.get(declaration);
  if (known !== undefined) return known;
  const changed: VariableDeclaration = { ...declaration, keyword: 'const' };
  constants.set(declaration, changed);
  return changed;
}

function replaceLet(declaration: Declaration): Declaration {
  const { written } = summaryOf(declaration);
  const by: Mapping = {
    expression: (node) => mapExpression(node, by),
    body: (body) =>
      mapBody(body, (node): readonly Statement[] => {
        const mapped = mapStatement(node, by);
        const isConstant =
          mapped.kind === 'variable' && mapped.init !== undefined && !written.has(mapped.binding);
        return [isConstant ? replace(mapped, { keyword: 'const' }) : mapped];
      }),
  };
  return mapDeclaration(declaration, by);
}

/** Turns a `let` that is never assigned again into a `const`, except in the head of a loop. */
export function constantVariables(program: Program): Program {
  const all = summaryOfAll(program.declarations);
  return mapDeclarations(program, (declaration): Declaration => {
    if (declaration.kind === 'type') return declaration;
    if (declaration.kind === 'variable') {
      const isConstant = declaration.init !== undefined && !all.written.has(declaration.binding);
      return isConstant ? asConstant(declaration) : declaration;
    }
    return withConstantLocals(declaration);
  });
}
