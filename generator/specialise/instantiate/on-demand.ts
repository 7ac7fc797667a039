import { withDocumentation } from './documentation.ts';
import { InlineError } from '../errors.ts';
import type { Position } from '../../position.ts';
import { foldDeclaration } from '../fold/declaration.ts';
import { DROPPABLE, type ConstantFolder } from '../fold/constant-folder.ts';
import type { InlineContext } from '../inline/context.ts';
import { expandBody, expandInPlace } from '../inline/statements.ts';
import type { Session } from '../session.ts';
import { summaryOf } from '../analyse/summary.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { FunctionDeclaration } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import type { Asks, Computation } from '../memo/memo.ts';
import { CONDITION } from './holds.ts';

/** The declarations of the templates under one set of options. */
export interface OnDemand {
  /**
   * Those that are reachable from the roots, in the order of the templates: folded, with inlined
   * calls replaced.
   */
  reachable(roots: Iterable<Binding>): readonly Declaration[];
  /** Folds over the templates as they are. */
  readonly fold: ConstantFolder;
}

/** What preparing a declaration asks. */
interface Preparing extends ConstantFolder, InlineContext, Asks {}

/** Folds a declaration of the templates, and replaces its calls of inlined functions. */
const PREPARE: Computation<Declaration, Preparing, Declaration> = {
  name: 'prepare',
  compute(declaration, asks) {
    const folded = foldDeclaration(withDocumentation(declaration, asks), asks);
    const expanded = mapDeclaration(folded, {
      body: (body) => expandBody(body, asks),
      expression: (node) => expandInPlace(node, asks),
    });
    return expanded === folded ? folded : foldDeclaration(expanded, asks);
  },
};

/** Folds declarations and inlines their calls on demand, so that unreachable ones cost nothing. */
export function createOnDemand(
  declarations: ReadonlyMap<Binding, Declaration>,
  session: Session,
): OnDemand {
  const { memo } = session;
  const fold = session.folderOver((binding) => declarations.get(binding));
  const prepared = new Map<Binding, Declaration>();
  const pending = new Set<Binding>();
  const inlined = new Map<Binding, boolean>();

  const isInlined = (binding: Binding): boolean => {
    const known = inlined.get(binding);
    if (known !== undefined) return known;
    const declaration = declarations.get(binding);
    const tag = declaration?.kind === 'function' ? declaration.inline : undefined;
    const result =
      tag !== undefined &&
      (tag.condition === undefined || inlineCondition(declaration as FunctionDeclaration));
    inlined.set(binding, result);
    return result;
  };

  const inlineCondition = (declaration: FunctionDeclaration): boolean => {
    const condition = declaration.inline?.condition;
    const holds = condition === undefined || memo.run(CONDITION, condition, fold);
    if (holds !== undefined) return holds;
    throw new InlineError(
      declaration.position,
      `the condition of @inline for ${declaration.binding.name} is not known before run time`,
    );
  };

  const prepare = (binding: Binding, caller?: Position): Declaration | undefined => {
    const known = prepared.get(binding);
    const declaration = declarations.get(binding);
    if (known !== undefined || declaration === undefined) return known;
    if (pending.has(binding) && caller !== undefined) {
      throw new InlineError(
        caller,
        `${binding.name} is tagged @inline, but its body leads back to itself`,
      );
    }
    pending.add(binding);
    const result = memo.run(PREPARE, declaration, asks);
    pending.delete(binding);
    prepared.set(binding, result);
    return result;
  };

  const asks: Preparing = memo.asking(fold, {
    isInlined,
    prepared: (binding: Binding, caller: Position) =>
      prepare(binding, caller) as FunctionDeclaration,
  });

  return {
    fold,
    reachable(roots) {
      const queue = [...roots];
      for (const declaration of declarations.values()) {
        if (
          declaration.kind === 'variable' &&
          declaration.init !== undefined &&
          !memo.run(DROPPABLE, declaration.init, fold)
        ) {
          queue.push(declaration.binding);
        }
      }
      const seen = new Set<Binding>();
      for (let binding = queue.pop(); binding !== undefined; binding = queue.pop()) {
        if (seen.has(binding)) continue;
        seen.add(binding);
        const declaration = prepare(binding);
        if (declaration === undefined) continue;
        const summary = summaryOf(declaration);
        queue.push(...summary.read, ...summary.written);
      }
      return [...declarations.keys()].flatMap((binding) => {
        const declaration = seen.has(binding) ? prepared.get(binding) : undefined;
        return declaration === undefined ? [] : [declaration];
      });
    },
  };
}
