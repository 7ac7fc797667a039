import type { Binding } from '../syntax/binding.ts';
import type { Block, Body, Expression, Parameter, Statement } from '../syntax/tree.ts';
import { mapBody, mapStatement, replace } from '../syntax/map.ts';
import { visitStatement } from '../syntax/visit.ts';
import { isCommented, withLead } from '../syntax/create.ts';

/** Variables and functions that the statements of a list declare directly. */
export function declaredIn(statements: readonly Statement[]): readonly Binding[] {
  return statements.flatMap((statement) => {
    if (statement.kind === 'variable') return [statement.binding];
    return statement.kind === 'function' ? [statement.declaration.binding] : [];
  });
}

/** Names that `statements` use or declare in their own scope. */
function namesIn(statements: readonly Statement[], except: Block): ReadonlySet<string> {
  const inner = new Set<Binding>();
  const names = new Set<string>();
  const used: Binding[] = [];
  for (const statement of statements) {
    if (statement === except) continue;
    visitStatement(statement, {
      declared: (binding) => void inner.add(binding),
      expression(node) {
        if (node.kind === 'global') names.add(node.name);
        if (node.kind === 'name') used.push(node.binding);
      },
      text: ({ parts }) => used.push(...parts.filter((part) => typeof part !== 'string')),
    });
  }
  for (const binding of declaredIn(statements)) inner.delete(binding);
  for (const binding of [...used, ...declaredIn(statements)]) {
    if (!inner.has(binding) && !binding.inlined) names.add(binding.name);
  }
  return names;
}

function canSplice(block: Block, list: readonly Statement[], outer: ReadonlySet<string>): boolean {
  const declared = declaredIn(block.body.statements).filter((binding) => !binding.inlined);
  if (declared.length === 0) return true;
  const names = namesIn(list, block);
  return declared.every(({ name }) => !names.has(name) && !outer.has(name));
}

/** The statements of a block, with the comments of both. */
function contents(block: Block): readonly Statement[] {
  const [first, ...others] = block.body.statements;
  if (first === undefined) return [];
  const spliced = [withLead(first, block.lead), ...others];
  const last = spliced.at(-1) as Statement;
  spliced[spliced.length - 1] = { ...last, trail: [...last.trail, ...block.trail] };
  return spliced;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * Replaces blocks in a list of statements by their contents, unless a name would change its meaning.
 * @param parameters those of the function whose body this is
 */
export function spliceBlocks(body: Body, parameters: readonly Parameter[] = []): Body {
  const outer =
    parameters.length === 0 ? NO_NAMES : new Set(parameters.map(({ binding }) => binding.name));
  const inner = mapBody(body, (statement) => [spliceInside(statement)]);
  let current = inner;
  for (const block of inner.statements) {
    if (block.kind !== 'block' || block.body.tail.length > 0) continue;
    if (!canSplice(block, current.statements, outer)) continue;
    current = mapBody(current, (statement) =>
      statement === block ? contents(block) : [statement],
    );
  }
  const [only] = current.statements;
  if (
    only?.kind === 'block' &&
    current.statements.length === 1 &&
    current.tail.length === 0 &&
    !isCommented(only) &&
    outer === NO_NAMES
  ) {
    return { ...only.body, braced: true };
  }
  return current;
}

/** Splices the blocks in a statement; one that has a label stays whole, as a `break` leaves it. */
function spliceInside(statement: Statement): Statement {
  return statement.kind === 'labelled'
    ? replace(statement, { statement: spliceInside(statement.statement) })
    : mapStatement(statement, SPLICING);
}

/** Maps statements only: folding a closure splices its blocks itself. */
const SPLICING = {
  expression: (node: Expression): Expression => node,
  body: (body: Body): Body => spliceBlocks(body),
};
