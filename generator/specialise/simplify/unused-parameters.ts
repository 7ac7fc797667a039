import { isDroppable } from '../analyse/effects.ts';
import { summaryOf, summaryOfAll, type Summary } from '../analyse/summary.ts';
import { effectsOf } from '../analyse/walk-effects.ts';
import { constantFolderOf } from '../fold/constant-folder-of.ts';
import type { Session } from '../session.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
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
  all: Summary,
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

/** Removes parameters that a function never uses, and their arguments at every call. */
export function unusedParameters(program: Program, session: Session): Program {
  const fold = constantFolderOf(program, session);
  const all = summaryOfAll(program.declarations);
  const dropped = new Map<Binding, ReadonlySet<number>>();
  for (const declaration of program.declarations) {
    if (declaration.kind !== 'function' || program.roots.has(declaration.binding)) continue;
    const positions = unusedPositions(declaration, all, fold);
    if (positions.size > 0) dropped.set(declaration.binding, positions);
  }
  if (dropped.size === 0) return program;
  const by: Mapping = {
    body: (body) => mapBody(body, (statement) => [mapStatement(statement, by)]),
    expression(node) {
      const mapped = mapExpression(node, by);
      if (mapped.kind !== 'call' || mapped.callee.kind !== 'name') return mapped;
      const positions = dropped.get(mapped.callee.binding);
      if (positions === undefined) return mapped;
      return replace(mapped, { args: mapped.args.filter((_, i) => !positions.has(i)) });
    },
  };
  const callees = [...dropped.keys()];
  const declarations = mapList(program.declarations, (declaration) => {
    const { calls } = summaryOf(declaration);
    const isCaller = callees.some((binding) => calls.has(binding));
    const mapped = isCaller ? mapDeclaration(declaration, by) : declaration;
    const positions = dropped.get(declaration.binding);
    if (mapped.kind !== 'function' || positions === undefined) return mapped;
    return replace(mapped, { parameters: mapped.parameters.filter((_, i) => !positions.has(i)) });
  });
  return { ...program, declarations };
}
