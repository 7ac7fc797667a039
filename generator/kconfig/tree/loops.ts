import { DependencyLoopError } from '../errors.ts';
import { forEachSymbol, type Expression } from '../expression/expression.ts';
import { formatPosition, type Position } from '../position.ts';
import { nameOf } from './build.ts';
import type { ConfigSymbol } from './symbol.ts';
import { runProcedure, type Procedure } from './trampoline.ts';

/** One step of a chain: what in the symbol's definition mentions the next one. */
interface Link {
  readonly symbol: ConfigSymbol;
  readonly relation: string;
  readonly position: Position;
}

/**
 * Refuses trees in which a value depends on itself. As in the C program every clause counts but
 * ranges, and the members of one choice may depend on each other.
 */
export function checkLoops(symbols: readonly ConfigSymbol[]): void {
  const checker = new LoopChecker();
  for (const symbol of symbols) runProcedure(checker.check(symbol));
}

class LoopChecker {
  readonly #checked = new Set<ConfigSymbol>();
  readonly #open = new Set<ConfigSymbol>();
  readonly #path: Link[] = [];

  *check(symbol: ConfigSymbol): Procedure {
    if (this.#open.has(symbol)) this.#fail(symbol);
    if (this.#checked.has(symbol)) return;
    const { choice } = symbol;
    if (choice) {
      this.#path.push({
        symbol,
        relation: 'is a member of the choice',
        position: positionOf(symbol),
      });
      yield this.check(choice);
      this.#path.pop();
    } else if (symbol.isChoice) {
      yield this.#checkChoice(symbol);
    } else {
      this.#checked.add(symbol);
      this.#open.add(symbol);
      yield this.#checkClauses(symbol);
      this.#open.delete(symbol);
    }
  }

  *#checkChoice(choice: ConfigSymbol): Procedure {
    const group = [choice, ...choice.members];
    for (const symbol of group) {
      this.#checked.add(symbol);
      this.#open.add(symbol);
    }
    yield this.#checkClauses(choice);
    this.#open.delete(choice);
    for (const member of choice.members) {
      this.#path.push({ symbol: choice, relation: 'contains', position: positionOf(choice) });
      yield this.#checkClauses(member);
      this.#path.pop();
    }
    for (const member of choice.members) this.#open.delete(member);
  }

  *#checkClauses(symbol: ConfigSymbol): Procedure {
    const position = positionOf(symbol);
    for (const dependency of symbol.directDependencies) {
      yield this.#follow(dependency, { symbol, relation: 'depends on', position });
    }
    for (const { expression, position: at } of symbol.selectedBy) {
      yield this.#follow(expression, { symbol, relation: 'is selected by', position: at });
    }
    for (const { expression, position: at } of symbol.impliedBy) {
      yield this.#follow(expression, { symbol, relation: 'is implied by', position: at });
    }
    for (const property of symbol.properties) {
      const { kind, condition, value, position: at } = property;
      if (kind === 'choice' || kind === 'select' || kind === 'imply') continue;
      yield this.#follow(condition, {
        symbol,
        relation: `has a ${kind} that is visible depending on`,
        position: at,
      });
      if (kind !== 'default' || symbol.isChoice) continue;
      yield this.#follow(value, { symbol, relation: 'has a default that contains', position: at });
    }
  }

  *#follow(expression: Expression | undefined, link: Link): Procedure {
    if (!expression) return;
    const next: ConfigSymbol[] = [];
    forEachSymbol(expression, (symbol) => {
      if (this.#open.has(symbol) || !this.#checked.has(symbol)) next.push(symbol);
    });
    if (next.length === 0) return;
    this.#path.push(link);
    for (const symbol of next) yield this.check(symbol);
    this.#path.pop();
  }

  #fail(symbol: ConfigSymbol): never {
    const target = symbol.choice ?? symbol;
    let start = this.#path.findLastIndex((link) => link.symbol === symbol);
    if (start < 0) start = this.#path.findLastIndex((link) => link.symbol === target);
    const links = this.#path.slice(Math.max(start, 0));
    const lines = links.map((link, index) => {
      const next = links[index + 1]?.symbol ?? symbol;
      return `  ${formatPosition(link.position)}: ${nameOf(link.symbol)} ${link.relation} ${nameOf(next)}`;
    });
    const names = [...links.map((link) => nameOf(link.symbol)), nameOf(symbol)].join(' → ');
    throw new DependencyLoopError(
      links[0]!.position,
      `the value depends on itself: ${names}; remove one of these links\n${lines.join('\n')}`,
    );
  }
}

function positionOf(symbol: ConfigSymbol): Position {
  return symbol.nodes[0]?.position ?? { file: '', line: 0, column: 0 };
}
