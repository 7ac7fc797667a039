import { summaryOf, summaryOfAll } from '../analyse/summary.ts';
import { InlineError } from '../errors.ts';
import type { Session } from '../session.ts';
import { constantFolderOf } from '../fold/constant-folder-of.ts';
import type { InlineContext } from '../inline/context.ts';
import { inlinableBody } from '../inline/shape.ts';
import { expandBody, expandInPlace } from '../inline/statements.ts';
import { declarationsByBinding, mapDeclarations, type Program } from '../program.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import type { FunctionDeclaration } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { visitBody } from '../syntax/visit.ts';
import { inlineTailCall } from '../inline/tail-call.ts';

/**
 * V8 inlines functions of up to 460 bytecodes (--max-inlined-bytecode-size), and an expression of the
 * templates takes 2.2 to 2.6 of them.
 */
const LONG = 205;

/** The length of a function, as its number of expressions. */
function lengthOf({ body }: FunctionDeclaration): number {
  let length = 0;
  visitBody(body, { expression: () => void (length += 1) });
  return length;
}

/** Functions with exactly one call and no other reference. */
function calledOnce(program: Program): ReadonlySet<Binding> {
  const { calls, values } = summaryOfAll(program.declarations);
  const once = new Set<Binding>();
  for (const { kind, binding } of program.declarations) {
    if (kind !== 'function' || program.roots.has(binding) || values.has(binding)) continue;
    if (calls.get(binding)?.length === 1) once.add(binding);
  }
  return once;
}

/**
 * Replaces the only call of a function by its body, as Closure Compiler does and esbuild does not.
 * Leaves the call alone if its function would become too long for V8 to inline.
 */
export function inlineOnce(program: Program, session: Session): Program {
  const once = calledOnce(program);
  const declared = declarationsByBinding(program);
  const fold = constantFolderOf(program, session);
  const done = new Map<Declaration, Declaration>();

  const inlined = (
    caller: FunctionDeclaration,
    callee: FunctionDeclaration,
  ): FunctionDeclaration | undefined => {
    const context: InlineContext = {
      facts: fold.facts,
      calling: fold.calling,
      isInlined: (binding) => binding === callee.binding,
      prepared: () => callee,
    };
    try {
      if (typeof inlinableBody(callee) === 'string') return inlineTailCall(caller, callee, context);
      return mapDeclaration(caller, {
        body: (body) => expandBody(body, context),
        expression: (node) => expandInPlace(node, context),
      });
    } catch (error) {
      if (error instanceof InlineError) return undefined;
      throw error;
    }
  };

  const expand = (declaration: FunctionDeclaration): FunctionDeclaration => {
    const known = done.get(declaration);
    if (known !== undefined) return known as FunctionDeclaration;
    done.set(declaration, declaration);
    let result = declaration;
    for (const binding of summaryOf(declaration).calls.keys()) {
      const callee = once.has(binding) ? declared.get(binding) : undefined;
      if (callee?.kind !== 'function' || callee === declaration) continue;
      const together = inlined(result, expand(callee));
      if (together === undefined) continue;
      if (lengthOf(together) > LONG && lengthOf(result) <= LONG) continue;
      result = together;
    }
    done.set(declaration, result);
    return result;
  };

  return mapDeclarations(program, (declaration) =>
    declaration.kind === 'function' ? expand(declaration) : declaration,
  );
}
