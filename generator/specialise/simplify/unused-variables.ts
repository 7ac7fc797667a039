import { summaryOf, summaryOfAll } from '../analyse/summary.ts';
import { effectsOnly } from '../fold/effects-only.ts';
import type { Session } from '../session.ts';
import { DROPPABLE, type ConstantFolder } from '../fold/constant-folder.ts';
import type { Computation } from '../memo/memo.ts';
import type { Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import { expressionStatement } from '../syntax/create.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import type { Expression, Statement } from '../syntax/tree.ts';
import { mapBody, mapExpression, mapList, mapStatement, type Mapping } from '../syntax/map.ts';

function removing(unused: ReadonlySet<Binding>, fold: ConstantFolder): Mapping {
  const isTarget = (node: Expression): boolean =>
    (node.kind === 'assign' || node.kind === 'update') &&
    node.target.kind === 'name' &&
    unused.has(node.target.binding);
  const by: Mapping = {
    expression: (node) =>
      node.kind === 'assign' && isTarget(node)
        ? by.expression(node.value)
        : mapExpression(node, by),
    body: (body) => mapBody(body, statement),
  };
  const dropped = (value: Expression | undefined, node: Statement): readonly Statement[] => {
    const effects = value && effectsOnly(by.expression(value), fold);
    return effects === undefined ? [] : [expressionStatement(effects, node)];
  };
  const statement = (node: Statement): readonly Statement[] => {
    if (node.kind === 'variable' && unused.has(node.binding)) return dropped(node.init, node);
    if (node.kind === 'expression' && isTarget(node.expression)) {
      return dropped(node.expression.kind === 'assign' ? node.expression.value : undefined, node);
    }
    return [mapStatement(node, by)];
  };
  return by;
}

/** What removing variables from a declaration asks. */
interface Removing extends ConstantFolder {
  /** Whether a variable of the module is never read, and can go. */
  isIdle(binding: Binding): boolean;
}

const REMOVE: Computation<Declaration, Removing, Declaration> = {
  name: 'unused-variables',
  compute(declaration, asks) {
    const { locals, read, written } = summaryOf(declaration);
    const own = new Set([...locals].filter((binding) => !read.has(binding)));
    for (const binding of written) if (binding.topLevel && asks.isIdle(binding)) own.add(binding);
    return own.size === 0 ? declaration : mapDeclaration(declaration, removing(own, asks));
  },
};

/**
 * Removes variables that are never read, and assignments to them. The effects of computing the
 * values stay.
 */
export function unusedVariables(program: Program, session: Session): Program {
  const { memo } = session;
  const fold = session.folderOf(program);
  const all = summaryOfAll(program.declarations);
  const unused = new Set<Binding>();
  for (const declaration of program.declarations) {
    const { binding } = declaration;
    const isIdle =
      declaration.kind === 'variable' && !all.read.has(binding) && !program.roots.has(binding);
    if (isIdle && (declaration.init === undefined || memo.run(DROPPABLE, declaration.init, fold)))
      unused.add(binding);
  }
  const asks = memo.asking(fold, { isIdle: (binding: Binding) => unused.has(binding) });
  const declarations = mapList(
    program.declarations.filter(({ binding }) => !unused.has(binding)),
    (declaration) => memo.run(REMOVE, declaration, asks),
  );
  const isSame =
    declarations.length === program.declarations.length &&
    declarations.every((item, i) => item === program.declarations[i]);
  return isSame ? program : { ...program, declarations };
}
