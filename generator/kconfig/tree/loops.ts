import { DependencyLoopError } from '../diagnostics/errors.ts';
import { forEachSymbol } from './expression/expression.ts';
import { formatPosition, type Position } from '../diagnostics/position.ts';
import type { ConfigSymbol, Expression } from './model/model.ts';
import { nameOf } from './model/names.ts';

/** One step of a ring: which symbol, what in its definition mentions the next one, and where. */
interface Link {
  readonly symbol: ConfigSymbol;
  readonly relation: string;
  readonly next: ConfigSymbol;
  readonly position: Position;
}

/**
 * Throws the error about a ring.
 *
 * @param path symbols of which each hangs on the next; choices stand for their members. The last one
 * stands, itself or by its choice, earlier in the path as well.
 */
export function reportLoop(path: readonly ConfigSymbol[]): never {
  const last = path.at(-1)!;
  const start = path.indexOf(last.choice ?? last);
  const links = path.slice(start, -1).flatMap((knot, index) => {
    const next = path[start + index + 1]!;
    return findLink(knot, next.choice ?? next);
  });
  const names = [...links.map((link) => nameOf(link.symbol)), nameOf(links[0]!.symbol)];
  const lines = links.map(
    ({ symbol, relation, next, position }) =>
      `  ${formatPosition(position)}: ${nameOf(symbol)} ${relation} ${nameOf(next)}`,
  );
  throw new DependencyLoopError(
    links[0]!.position,
    `a value depends on itself: ${names.join(' → ')}; remove one of these links\n${lines.join('\n')}`,
  );
}

/** The clause of a symbol, or of a choice's member, that mentions the next knot. */
function findLink(knot: ConfigSymbol, nextKnot: ConfigSymbol): Link[] {
  for (const symbol of [knot, ...knot.members]) {
    const link = findClause(symbol, nextKnot);
    if (!link) continue;
    if (symbol === knot) return [link];
    const { position } = symbol.nodes[0]!;
    return [{ symbol: knot, relation: 'contains', next: symbol, position }, link];
  }
  return [];
}

function findClause(symbol: ConfigSymbol, nextKnot: ConfigSymbol): Link | undefined {
  const mentioned = (expression: Expression | undefined): ConfigSymbol | undefined => {
    let found: ConfigSymbol | undefined;
    forEachSymbol(expression, (input) => {
      const isOwnChoice = input === symbol.choice;
      if (!found && !isOwnChoice && (input.choice ?? input) === nextKnot) found = input;
    });
    return found;
  };
  const { position } = symbol.nodes[0]!;
  for (const dependency of symbol.directDependencies) {
    const next = mentioned(dependency);
    if (next) return { symbol, relation: 'depends on', next, position };
  }
  for (const [list, relation] of [
    [symbol.selectedBy, 'is selected by'],
    [symbol.impliedBy, 'is implied by'],
  ] as const) {
    for (const { by, condition, position: at } of list) {
      if (by.isConstant) continue;
      if ((by.choice ?? by) === nextKnot) return { symbol, relation, next: by, position: at };
      const next = mentioned(condition);
      if (next)
        return { symbol, relation: `${relation} ${nameOf(by)} depending on`, next, position: at };
    }
  }
  for (const property of symbol.properties) {
    const { kind, condition, position: at } = property;
    if (kind === 'select' || kind === 'imply') continue;
    const inCondition = mentioned(condition);
    if (inCondition) {
      const relation = kind === 'symbol' ? 'depends on' : `has a ${kind} that depends on`;
      return { symbol, relation, next: inCondition, position: at };
    }
    const inValue =
      kind === 'default' && !symbol.isChoice ? mentioned(property.value) : undefined;
    if (inValue)
      return { symbol, relation: 'has a default that contains', next: inValue, position: at };
  }
  return undefined;
}
