import { summaryOfAll } from '../analyse/summary.ts';
import { forwardedCall, isPlain } from '../simplify/forward-functions.ts';
import { renaming } from '../inline/copy.ts';
import type { Alias, Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import { isLiteral } from '../syntax/create.ts';
import type { Declaration, VariableDeclaration } from '../syntax/declaration.ts';
import type { Assign, Expression } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapBody, mapExpression, mapStatement, type Mapping } from '../syntax/map.ts';
import { visitDeclaration } from '../syntax/visit.ts';

/** The inner assignment of `a = b = value`. */
function innerAssign(node: Expression): Assign | undefined {
  if (node.kind !== 'assign' || node.operator !== '=' || node.value.kind !== 'assign')
    return undefined;
  return node.value.operator === '=' ? node.value : undefined;
}

/** How many times each variable is assigned, and how many of those together with another one. */
function assignmentsOf(declarations: readonly Declaration[]): {
  readonly alone: ReadonlyMap<Binding, number>;
  readonly together: ReadonlyMap<Binding, ReadonlyMap<Binding, number>>;
} {
  const alone = new Map<Binding, number>();
  const together = new Map<Binding, Map<Binding, number>>();
  const note = (a: Binding, b: Binding): void => {
    const known = together.get(a) ?? new Map<Binding, number>();
    together.set(a, known.set(b, (known.get(b) ?? 0) + 1));
  };
  for (const declaration of declarations) {
    visitDeclaration(declaration, {
      expression(node) {
        if ((node.kind !== 'assign' && node.kind !== 'update') || node.target.kind !== 'name')
          return;
        const { binding } = node.target;
        alone.set(binding, (alone.get(binding) ?? 0) + 1);
        const inner = innerAssign(node);
        if (inner?.target.kind !== 'name') return;
        note(binding, inner.target.binding);
        note(inner.target.binding, binding);
      },
    });
  }
  return { alone, together };
}

function sameLiteral(a: VariableDeclaration, b: VariableDeclaration): boolean {
  if (a.init === undefined || b.init === undefined) return a.init === b.init;
  return isLiteral(a.init) && JSON.stringify(a.init) === JSON.stringify(b.init);
}

/** Variables that are always equal, each with the first one that it is equal to. */
function equalVariables(declarations: readonly Declaration[]): readonly Alias[] {
  const variables = declarations.filter(
    (node) => node.kind === 'variable' && node.keyword === 'let',
  ) as VariableDeclaration[];
  const { alone, together } = assignmentsOf(declarations);
  const found: Alias[] = [];
  for (const [i, declaration] of variables.entries()) {
    const { binding } = declaration;
    const first = variables.slice(0, i).find((other) => {
      const times = together.get(binding)?.get(other.binding);
      return (
        times !== undefined &&
        times === alone.get(binding) &&
        times === alone.get(other.binding) &&
        !found.some((alias) => alias.declaration === other) &&
        sameLiteral(declaration, other)
      );
    });
    if (first !== undefined) found.push({ declaration, of: first.binding });
  }
  return found;
}

/** Exported functions that only pass their parameters on to another exported function. */
function equalFunctions({ declarations, roots }: Program): readonly Alias[] {
  const { values } = summaryOfAll(declarations);
  const found: Alias[] = [];
  for (const declaration of declarations) {
    if (declaration.kind !== 'function' || !roots.has(declaration.binding)) continue;
    const forwarded = forwardedCall(declaration);
    const callee = forwarded?.returns === true ? forwarded.call.callee : undefined;
    const of = callee?.kind === 'name' ? callee.binding : undefined;
    const other = declarations.find((node) => node.binding === of);
    if (of === undefined || other?.kind !== 'function' || !roots.has(of)) continue;
    if (other === declaration || found.some((alias) => alias.declaration === other)) continue;
    // Functions used as values keep their identity, which callers can observe.
    if (values.has(of) || values.has(declaration.binding)) continue;
    if (
      isPlain(declaration) &&
      isPlain(other) &&
      other.parameters.length === declaration.parameters.length
    )
      found.push({ declaration, of });
  }
  return found;
}

/** Shortens `a = a = value`, which is left when two variables became one. */
const assignOnce: Mapping = {
  expression(node): Expression {
    const mapped = mapExpression(node, assignOnce);
    const inner = innerAssign(mapped);
    const isTwice =
      mapped.kind === 'assign' &&
      mapped.target.kind === 'name' &&
      inner?.target.kind === 'name' &&
      mapped.target.binding === inner.target.binding;
    return isTwice ? inner : mapped;
  },
  body: (body) => mapBody(body, (statement) => [mapStatement(statement, assignOnce)]),
};

/**
 * Declares once what is exported under two names: variables that are always assigned together, and
 * functions that only call another one. Not for a factory, whose instances have members.
 */
export function aliases(program: Program): Program {
  const found = [...equalVariables(program.declarations), ...equalFunctions(program)];
  if (found.length === 0) return program;
  const by = renaming(new Map(found.map(({ declaration, of }) => [declaration.binding, of])));
  const gone = new Set(found.map(({ declaration }) => declaration));
  const declarations = program.declarations
    .filter((declaration) => !gone.has(declaration))
    .map((declaration) => mapDeclaration(mapDeclaration(declaration, by), assignOnce));
  return {
    ...program,
    declarations,
    aliases: found.filter(({ declaration }) => program.roots.has(declaration.binding)),
  };
}
