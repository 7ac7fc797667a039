import { summaryOf, summaryOfAll } from '../analyse/summary.ts';
import { InlineError } from '../errors.ts';
import type { Session } from '../session.ts';
import type { ConstantFolder } from '../fold/constant-folder.ts';
import type { InlineContext } from '../inline/context.ts';
import { inlinableBody } from '../inline/shape.ts';
import { expandBody, expandInPlace } from '../inline/statements.ts';
import type { Computation } from '../memo/memo.ts';
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

/** What inlining asks. */
interface Inlining extends ConstantFolder {
  /** The function, after inlining into it, if `caller` has its only call. */
  onlyCalled(binding: Binding, caller: Declaration): FunctionDeclaration | undefined;
}

function inlined(
  caller: FunctionDeclaration,
  callee: FunctionDeclaration,
  { facts, calling }: ConstantFolder,
): FunctionDeclaration | undefined {
  const context: InlineContext = {
    facts,
    calling,
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
}

const EXPAND: Computation<FunctionDeclaration, Inlining, FunctionDeclaration> = {
  name: 'inline-once',
  compute(declaration, asks) {
    let result = declaration;
    for (const binding of summaryOf(declaration).calls.keys()) {
      const callee = asks.onlyCalled(binding, declaration);
      const together = callee && inlined(result, callee, asks);
      if (together === undefined) continue;
      if (lengthOf(together) > LONG && lengthOf(result) <= LONG) continue;
      result = together;
    }
    return result;
  },
};

/**
 * Replaces the only call of a function by its body, as Closure Compiler does and esbuild does not.
 * Leaves the call alone if its function would become too long for V8 to inline.
 */
export function inlineOnce(program: Program, { folderOf, memo }: Session): Program {
  const once = calledOnce(program);
  const declared = declarationsByBinding(program);
  const done = new Map<Declaration, FunctionDeclaration>();

  const asks: Inlining = memo.asking(folderOf(program), {
    onlyCalled(binding: Binding, caller: Declaration) {
      const callee = once.has(binding) ? declared.get(binding) : undefined;
      return callee?.kind === 'function' && callee !== caller ? expand(callee) : undefined;
    },
  });

  const expand = (declaration: FunctionDeclaration): FunctionDeclaration => {
    const known = done.get(declaration);
    if (known !== undefined) return known;
    done.set(declaration, declaration);
    const result = memo.run(EXPAND, declaration, asks);
    done.set(declaration, result);
    return result;
  };

  return mapDeclarations(program, (declaration) =>
    declaration.kind === 'function' ? expand(declaration) : declaration,
  );
}
