import { DependencyLoopError } from '../diagnostics/errors.ts';
import { forEachSymbol } from './expression/expression.ts';
import { formatPosition, type Position } from '../diagnostics/position.ts';
import type { ConfigSymbol, Expression } from './model/model.ts';
import { nameOf } from './model/names.ts';

/** One step of a cycle: the symbol, and the clause of its definition that mentions the next one. */
interface Link {
  readonly symbol: ConfigSymbol;
  readonly relation: string;
  readonly next: ConfigSymbol;
  readonly position: Position;
}

/**
 * The cycle at the end of a path of symbols that each depend on the next; a choice represents its members.
 * The last one, or its choice, is earlier in the path as well: there the cycle begins.
 */
export function cycleOf(path: readonly ConfigSymbol[]): readonly ConfigSymbol[] {
  const last = path.at(-1)!;
  const start = path.indexOf(last.choice ?? last);
  return path.slice(start, -1);
}

/** The error about symbols that each depend on the next, and the last on the first. */
export function loopError(cycle: readonly ConfigSymbol[]): DependencyLoopError {
  const links = cycle.flatMap((symbol, index) => {
    const next = cycle[(index + 1) % cycle.length]!;
    return findLink(symbol, next.choice ?? next);
  });
  const names = [...links.map((link) => nameOf(link.symbol)), nameOf(links[0]!.symbol)];
  const lines = links.map(
    ({ symbol, relation, next, position }) =>
      `  ${formatPosition(position)}: ${nameOf(symbol)} ${relation} ${nameOf(next)}`,
  );
  return new DependencyLoopError(
    links[0]!.position,
    `a value depends on itself: ${names.join(' → ')}; remove one of these links\n${lines.join('\n')}`,
  );
}

/** The clause of a symbol, or of a choice's member, that mentions the next symbol. */
function findLink(node: ConfigSymbol, nextNode: ConfigSymbol): Link[] {
  for (const symbol of [node, ...node.members]) {
    const link = findClause(symbol, nextNode);
    if (!link) continue;
    if (symbol === node) return [link];
    const { position } = symbol.nodes[0]!;
    return [{ symbol: node, relation: 'contains', next: symbol, position }, link];
  }
  return [];
}

function findClause(symbol: ConfigSymbol, nextNode: ConfigSymbol): Link | undefined {
  const mentioned = (expression: Expression | undefined): ConfigSymbol | undefined => {
    let found: ConfigSymbol | undefined;
    forEachSymbol(expression, (input) => {
      const isOwnChoice = input === symbol.choice;
      if (!found && !isOwnChoice && (input.choice ?? input) === nextNode) found = input;
    });
    return found;
  };
  for (const dependency of symbol.directDependencies) {
    const next = mentioned(dependency);
    const { position } = symbol.nodes[0]!;
    if (next) return { symbol, relation: 'depends on', next, position };
  }
  for (const [list, relation] of [
    [symbol.selectedBy, 'is selected by'],
    [symbol.impliedBy, 'is implied by'],
  ] as const) {
    for (const { by, condition, position: at } of list) {
      if (by.isConstant) continue;
      if ((by.choice ?? by) === nextNode) return { symbol, relation, next: by, position: at };
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
