import { isDroppable } from '../analyse/effects.ts';
import { summaryOf, summaryOfAll, type ProgramSummary } from '../analyse/summary.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import type { Session } from '../session.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import type { Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { FunctionDeclaration } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import {
  mapBody,
  mapExpression,
  mapList,
  mapStatement,
  replace,
  type Mapping,
} from '../syntax/map.ts';

/** Indexes of parameters that the function does not use and whose arguments have no effects. */
function unusedPositions(
  node: FunctionDeclaration,
  all: ProgramSummary,
  fold: ConstantFolder,
): ReadonlySet<number> {
  const calls = all.calls.get(node.binding) ?? [];
  const isFixed =
    node.parameters.some((parameter) => parameter.rest) || all.values.has(node.binding);
  if (isFixed || calls.some((call) => call.args.some((argument) => argument.kind === 'spread')))
    return new Set();
  const { read, written } = summaryOf(node);
  const unused = new Set<number>();
  node.parameters.forEach(({ binding, init }, i) => {
    if (read.has(binding) || written.has(binding)) return;
    const values = [init, ...calls.map((call) => call.args[i])];
    if (values.every((value) => value === undefined || isDroppable(effectsOf(value, fold))))
      unused.add(i);
  });
  return unused;
}

/** What removing parameters from a declaration asks. */
interface Removing extends Asks {
  /** The positions that a function loses. */
  dropped(binding: Binding): ReadonlySet<number> | undefined;
}

const REMOVE: Computation<Declaration, Removing, Declaration> = {
  name: 'unused-parameters',
  compute(declaration, { dropped }) {
    const by: Mapping = {
      body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
      expression(node) {
        const mapped = mapExpression(node, by);
        if (mapped.kind !== 'call' || mapped.callee.kind !== 'name') return mapped;
        const positions = dropped(mapped.callee.binding);
        if (positions === undefined) return mapped;
        return replace(mapped, { args: mapped.args.filter((_, i) => !positions.has(i)) });
      },
    };
    const mapped = mapDeclaration(declaration, by);
    const positions = dropped(declaration.binding);
    if (mapped.kind !== 'function' || positions === undefined) return mapped;
    return replace(mapped, { parameters: mapped.parameters.filter((_, i) => !positions.has(i)) });
  },
};

function samePositions(
  a: ReadonlySet<number> | undefined,
  b: ReadonlySet<number> | undefined,
): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.size === b.size && [...a].every((position) => b.has(position));
}

/** Removes parameters that a function never uses, and their arguments at every call. */
export function unusedParameters(program: Program, session: Session): Program {
  const fold = session.folderOf(program);
  const all = summaryOfAll(program.declarations);
  const dropped = new Map<Binding, ReadonlySet<number>>();
  for (const declaration of program.declarations) {
    if (declaration.kind !== 'function' || program.roots.has(declaration.binding)) continue;
    const positions = unusedPositions(declaration, all, fold);
    if (positions.size > 0) dropped.set(declaration.binding, positions);
  }
  if (dropped.size === 0) return program;
  const asks = session.memo.asking(
    NOTHING_TO_ASK,
    { dropped: (binding: Binding) => dropped.get(binding) },
    { dropped: samePositions },
  );
  const callees = [...dropped.keys()];
  const declarations = mapList(program.declarations, (declaration) => {
    const { calls } = summaryOf(declaration);
    const isAffected =
      dropped.has(declaration.binding) || callees.some((binding) => calls.has(binding));
    return isAffected ? session.memo.run(REMOVE, declaration, asks) : declaration;
  });
  return { ...program, declarations };
}
