import { summaryOfAll } from '../analyse/summary.ts';
import { forwardedCall, isPlain } from '../simplify/forward-functions.ts';
import { renaming } from '../inline/copy.ts';
import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import type { Alias, Program } from '../program.ts';
import type { Session } from '../session.ts';
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

/** The variables that a declaration assigns, each time, with the one that is assigned together with it. */
type Assignments = readonly {
  readonly binding: Binding;
  readonly inner: Binding | undefined;
}[];

const assignments = new WeakMap<Declaration, Assignments>();

function assignmentsIn(declaration: Declaration): Assignments {
  const known = assignments.get(declaration);
  if (known !== undefined) return known;
  const found: { binding: Binding; inner: Binding | undefined }[] = [];
  visitDeclaration(declaration, {
    expression(node) {
      if ((node.kind !== 'assign' && node.kind !== 'update') || node.target.kind !== 'name') return;
      const inner = innerAssign(node)?.target;
      found.push({
        binding: node.target.binding,
        inner: inner?.kind === 'name' ? inner.binding : undefined,
      });
    },
  });
  assignments.set(declaration, found);
  return found;
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
    for (const { binding, inner } of assignmentsIn(declaration)) {
      alone.set(binding, (alone.get(binding) ?? 0) + 1);
      if (inner === undefined) continue;
      note(binding, inner);
      note(inner, binding);
    }
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

/** What giving variables and functions the names of others asks. */
interface Renaming extends Asks {
  /** Bindings that go, each with the one that takes its place after it. */
  pairs(): readonly Binding[];
}

const RENAME: Computation<Declaration, Renaming, Declaration> = {
  name: 'aliases',
  compute(declaration, { pairs }) {
    const bindings = pairs();
    const names = new Map<Binding, Binding>();
    for (let i = 0; i < bindings.length; i += 2)
      names.set(bindings[i] as Binding, bindings[i + 1] as Binding);
    return mapDeclaration(mapDeclaration(declaration, renaming(names)), assignOnce);
  },
};

const samePairs = (a: readonly Binding[], b: readonly Binding[]): boolean =>
  a.length === b.length && a.every((binding, i) => binding === b[i]);

/**
 * Declares once what is exported under two names: variables that are always assigned together, and
 * functions that only call another one. Not for a factory, whose instances have members.
 */
export function aliases(program: Program, { memo }: Session): Program {
  const found = [...equalVariables(program.declarations), ...equalFunctions(program)];
  if (found.length === 0) return program;
  const pairs = found.flatMap(({ declaration, of }) => [declaration.binding, of]);
  const asks = memo.asking(NOTHING_TO_ASK, { pairs: () => pairs }, { pairs: samePairs });
  const gone = new Set(found.map(({ declaration }) => declaration));
  const declarations = program.declarations
    .filter((declaration) => !gone.has(declaration))
    .map((declaration) => memo.run(RENAME, declaration, asks));
  return {
    ...program,
    declarations,
    aliases: found.filter(({ declaration }) => program.roots.has(declaration.binding)),
  };
}
