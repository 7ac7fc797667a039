import { isCommented } from '../syntax/create.ts';
import { summaryOf, summaryOfAll } from '../analyse/summary.ts';
import { renaming } from '../inline/copy.ts';
import { NOTHING_TO_ASK, type Asks, type Computation } from '../memo/memo.ts';
import type { Program } from '../program.ts';
import type { Session } from '../session.ts';
import type { Binding } from '../syntax/binding.ts';
import type { Declaration } from '../syntax/declaration.ts';
import { sameText } from '../syntax/text.ts';
import type { Call, FunctionDeclaration } from '../syntax/tree.ts';
import { mapDeclaration } from '../syntax/declarations.ts';
import { mapList } from '../syntax/map.ts';
import { visitBody } from '../syntax/visit.ts';

/** The call that is the whole body of `node`, with its parameters as the arguments. */
export function forwardedCall(
  node: FunctionDeclaration,
): { call: Call; returns: boolean } | undefined {
  const [only] = node.body.statements;
  if (node.body.statements.length > 1 || node.body.tail.length > 0) return undefined;
  if (only === undefined || isCommented(only)) return undefined;
  const value =
    only.kind === 'return' ? only.value : only.kind === 'expression' ? only.expression : undefined;
  if (value?.kind !== 'call' || value.callee.kind !== 'name' || value.optional) return undefined;
  const isSame =
    value.args.length === node.parameters.length &&
    value.args.every(
      (argument, i) => argument.kind === 'name' && argument.binding === node.parameters[i]?.binding,
    );
  return isSame ? { call: value, returns: only.kind === 'return' } : undefined;
}

/** True if all parameters are required and there are no type parameters. */
export function isPlain(node: FunctionDeclaration): boolean {
  return (
    node.typeParameters === undefined &&
    node.parameters.every(({ init, optional, rest }) => init === undefined && !optional && !rest)
  );
}

function returnsValue(node: FunctionDeclaration): boolean {
  let found = false;
  visitBody(node.body, {
    expression: (expression) => expression.kind !== 'closure',
    statement(statement) {
      if (statement.kind === 'return' && statement.value !== undefined) found = true;
      return statement.kind !== 'function';
    },
  });
  return found;
}

function assignsParameters(node: FunctionDeclaration): boolean {
  const own = new Set(node.parameters.map(({ binding }) => binding));
  let found = false;
  visitBody(node.body, {
    expression(part) {
      if ((part.kind === 'assign' || part.kind === 'update') && part.target.kind === 'name') {
        found ||= own.has(part.target.binding);
      }
    },
  });
  return found;
}

/** True if `from` can take over the body and the callers of `to`. */
function canTakeOver(
  from: FunctionDeclaration,
  to: FunctionDeclaration,
  returns: boolean,
  calls: number,
): boolean {
  if (!isPlain(from) || !isPlain(to) || from.parameters.length !== to.parameters.length)
    return false;
  if (!returns && returnsValue(to)) return false;
  const sameTypes = from.parameters.every(({ type }, i) => sameText(type, to.parameters[i]?.type));
  if (calls > 1 && !(sameTypes && sameText(from.returnType, to.returnType))) return false;
  return sameTypes || !assignsParameters(to);
}

/** The first function that only calls another one, and that other one. */
function findForward(
  program: Program,
): { from: FunctionDeclaration; to: FunctionDeclaration } | undefined {
  const all = summaryOfAll(program.declarations);
  for (const from of program.declarations) {
    const forwarded = from.kind === 'function' ? forwardedCall(from) : undefined;
    if (from.kind !== 'function' || forwarded?.call.callee.kind !== 'name') continue;
    const { binding } = forwarded.call.callee;
    const to = program.declarations.find((each) => each.binding === binding);
    if (
      to?.kind !== 'function' ||
      to === from ||
      program.roots.has(binding) ||
      all.values.has(binding)
    )
      continue;
    if (canTakeOver(from, to, forwarded.returns, all.calls.get(binding)?.length ?? 0))
      return { from, to };
  }
  return undefined;
}

/** What is asked to forward: nothing is asked about, as there is one pair of functions. */
interface Forwarding extends Asks {
  from(): FunctionDeclaration;
  to(): FunctionDeclaration;
}

/** The function that forwards with the body of the other one, or a caller of that with its new name. */
const FORWARD: Computation<Declaration, Forwarding, Declaration> = {
  name: 'forward-functions',
  compute(declaration, asks) {
    const from = asks.from();
    const to = asks.to();
    const names = new Map<Binding, Binding>([[to.binding, from.binding]]);
    to.parameters.forEach(({ binding }, i) => {
      const own = from.parameters[i]?.binding;
      if (own !== undefined) names.set(binding, own);
    });
    const by = renaming(names);
    if (declaration !== from) return mapDeclaration(declaration, by);
    const lead = from.lead.some((comment) => comment !== '') ? from.lead : to.lead;
    return { ...from, body: by.body(to.body), lead };
  },
};

/**
 * Turns `function f(a) { return g(a); }` and g into one function: f keeps its name, comment and
 * position, gets the body of g, and takes over the callers of g.
 */
export function forwardFunctions(program: Program, session: Session): Program {
  const found = findForward(program);
  if (found === undefined) return program;
  const { memo } = session;
  const asks = memo.asking(NOTHING_TO_ASK, { from: () => found.from, to: () => found.to });
  const declarations = mapList(
    program.declarations.filter((declaration) => declaration !== found.to),
    (declaration) =>
      summaryOf(declaration).read.has(found.to.binding)
        ? memo.run(FORWARD, declaration, asks)
        : declaration,
  );
  return forwardFunctions({ ...program, declarations }, session);
}
