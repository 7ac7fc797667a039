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

/** A function with this number of expressions may be at both of its calls. */
const SHORT = 24;

/**
 * By this number of expressions a call may grow if it is one of two. With more, the second copy takes
 * more bytes after brotli than the function that it saves.
 */
const GROWTH = 14;

const lengths = new WeakMap<FunctionDeclaration, number>();

/** The length of a function, as its number of expressions. */
function lengthOf(declaration: FunctionDeclaration): number {
  const known = lengths.get(declaration);
  if (known !== undefined) return known;
  let length = 0;
  visitBody(declaration.body, { expression: () => void (length += 1) });
  lengths.set(declaration, length);
  return length;
}

/** The declarations that are reachable from measured exports; of a factory, all. */
function measuredPart(program: Program): readonly Declaration[] {
  if (program.unmeasured.size === 0) return program.declarations;
  const declared = declarationsByBinding(program);
  const reached = new Set<Binding>();
  const visit = (binding: Binding): void => {
    const declaration = declared.get(binding);
    if (declaration === undefined || reached.has(binding)) return;
    reached.add(binding);
    const { read, written } = summaryOf(declaration);
    for (const each of read) visit(each);
    for (const each of written) visit(each);
  };
  for (const binding of program.roots.keys()) if (!program.unmeasured.has(binding)) visit(binding);
  return program.declarations.filter(({ binding }) => reached.has(binding));
}

/**
 * The numbers of calls of functions that nothing but calls refers to. An exported function counts if
 * most programs do not import it: its body is there twice for those that do.
 */
function callsOf(program: Program): ReadonlyMap<Binding, number> {
  const { values } = summaryOfAll(program.declarations);
  const { calls } = summaryOfAll(measuredPart(program));
  const counts = new Map<Binding, number>();
  for (const { kind, binding } of program.declarations) {
    const isMeasured = program.roots.has(binding) && !program.unmeasured.has(binding);
    if (kind !== 'function' || isMeasured || values.has(binding)) continue;
    counts.set(binding, calls.get(binding)?.length ?? 0);
  }
  return counts;
}

/** What inlining asks. */
interface Inlining extends ConstantFolder {
  /** The function, after inlining into it, if it belongs into `caller`. */
  inlined(binding: Binding, caller: Declaration): FunctionDeclaration | undefined;
  /** Whether the function has two calls. */
  isShared(binding: Binding): boolean;
}

function withCallee(
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
      const callee = asks.inlined(binding, declaration);
      const together = callee && withCallee(result, callee, asks);
      if (together === undefined) continue;
      if (lengthOf(together) > LONG && lengthOf(result) <= LONG) continue;
      const growth = lengthOf(together) - lengthOf(result);
      if (asks.isShared(binding) && growth > GROWTH) continue;
      result = together;
    }
    return result;
  },
};

/** Inlines functions, except those in `kept`. */
function inline(program: Program, kept: ReadonlySet<Binding>, session: Session): Program {
  const { folderOf, memo } = session;
  const counts = callsOf(program);
  const declared = declarationsByBinding(program);
  const done = new Map<Declaration, FunctionDeclaration>();

  const asks: Inlining = memo.asking(folderOf(program), {
    inlined(binding: Binding, caller: Declaration) {
      const count = kept.has(binding) ? 0 : (counts.get(binding) ?? 0);
      const callee = count === 1 || count === 2 ? declared.get(binding) : undefined;
      if (callee?.kind !== 'function' || callee === caller) return undefined;
      const inside = expand(callee);
      if (count === 1) return inside;
      const callsItself = summaryOf(inside).calls.has(binding);
      return !callsItself && lengthOf(inside) <= SHORT ? inside : undefined;
    },
    isShared: (binding: Binding) => counts.get(binding) === 2,
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

/** Functions of which one of two calls is left. */
function halfInlined(before: Program, after: Program): readonly Binding[] {
  const left = callsOf(after);
  return [...callsOf(before)]
    .filter(([binding, count]) => count === 2 && left.get(binding) === 1)
    .map(([binding]) => binding);
}

/**
 * Replaces the only call of a function by its body, and both calls of a short one, as Closure Compiler does
 * and esbuild does not. Leaves the call alone if its function would become too long for V8 to inline.
 */
export function inlineOnce(program: Program, session: Session): Program {
  const kept = new Set<Binding>();
  for (;;) {
    const result = inline(program, kept, session);
    const half = halfInlined(program, result).filter((binding) => !kept.has(binding));
    if (half.length === 0) return result;
    // With its body at one call, the other still needs the function.
    for (const binding of half) kept.add(binding);
  }
}
