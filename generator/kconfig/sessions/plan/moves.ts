import type { LiveEvaluation } from '../live-evaluation.ts';
import { keyOf, type Costs } from './cost.ts';
import type { Goal, SymbolGoal } from './goal.ts';
import { isReached } from './reached.ts';
import type { ConfigSymbol } from '../../tree/model/model.ts';
import type { PlannedValue } from './way.ts';

/** An assignment that can be made now and may take the goal one step nearer. */
export interface Move {
  readonly value: PlannedValue;
  /** The least that a plan which begins with it has. */
  readonly cost: number;
  readonly isLastResort: boolean;
  /** Whether it sets a symbol that the plan is about, not one of those that it depends on. */
  readonly isDirect: boolean;
}

/**
 * The moves towards a goal: first those that leave the fewest to do; of equals those that set what is
 * wanted itself, then those that change the least elsewhere. `limit`: no plan may have more assignments.
 */
export function movesTo(
  live: LiveEvaluation,
  costs: Costs,
  goal: Goal,
  limit: number,
): readonly Move[] {
  const collector = new MoveCollector(live, costs, goal, limit);
  collector.visit(goal, 0, false);
  const readers = ({ value }: Move): number => live.readersOf(value.symbol);
  return [...collector.moves.values()].toSorted(
    (left, right) =>
      Number(left.isLastResort) - Number(right.isLastResort) ||
      left.cost - right.cost ||
      Number(right.isDirect) - Number(left.isDirect) ||
      readers(left) - readers(right),
  );
}

/** Walks down from a goal to the assignments that can be made now. */
class MoveCollector {
  readonly moves = new Map<string, Move>();
  readonly #live: LiveEvaluation;
  readonly #costs: Costs;
  readonly #limit: number;
  /** By goal, the fewest assignments that followed when it was visited. */
  readonly #visited = new Map<unknown, number>();

  readonly #wanted: ReadonlySet<ConfigSymbol>;

  constructor(live: LiveEvaluation, costs: Costs, goal: Goal, limit: number) {
    this.#wanted = new Set(wantedSymbols(goal));
    this.#live = live;
    this.#costs = costs;
    this.#limit = limit;
  }

  /** @param above how many assignments must follow those to the goal. */
  visit(goal: Goal, above: number, isLastResort: boolean): void {
    if (isReached(this.#live.evaluation, goal)) return;
    switch (goal.kind) {
      case 'all': {
        const part = this.#dearest(goal.goals);
        if (part) this.visit(part, above, isLastResort);
        return;
      }
      case 'any':
        for (const part of goal.goals) {
          if (this.#isWithinLimit(part)) this.visit(part, above, isLastResort);
        }
        return;
      default:
        this.#visitSymbol(goal, above, isLastResort);
    }
  }

  /** All must be reached, so one is enough to go on with: the dearest, which fails first. */
  #dearest(goals: readonly Goal[]): Goal | undefined {
    let dearest: Goal | undefined;
    let most = 0;
    for (const part of goals) {
      const cost = this.#costs.of(part, this.#limit);
      if (cost <= most) continue;
      most = cost;
      dearest = part;
    }
    return most <= this.#limit ? dearest : undefined;
  }

  #visitSymbol(goal: SymbolGoal, above: number, isLastResort: boolean): void {
    const key = keyOf(goal);
    if ((this.#visited.get(key) ?? Infinity) <= above) return;
    this.#visited.set(key, above);
    for (const way of this.#costs.ways(goal)) {
      if (this.#costs.ofWay(way, this.#limit) > this.#limit) continue;
      const { needs, assign } = way;
      const isLast = isLastResort || way.isLastResort === true;
      if (!isReached(this.#live.evaluation, needs)) {
        this.visit(needs, above + (assign ? 1 : 0), isLast);
      } else if (assign) {
        const isDirect = above === 0 && this.#wanted.has(assign.symbol);
        this.#add({ value: assign, cost: above + 1, isLastResort: isLast, isDirect });
      }
    }
  }

  #isWithinLimit(goal: Goal): boolean {
    return this.#costs.of(goal, this.#limit) <= this.#limit;
  }

  #add(move: Move): void {
    const { symbol, value } = move.value;
    const key = `${symbol.index}=${value}`;
    const known = this.moves.get(key);
    if (known && known.cost <= move.cost && !known.isLastResort) return;
    this.moves.set(key, move);
  }
}

/** The symbols that a plan is to give a value. */
function wantedSymbols(goal: Goal): readonly ConfigSymbol[] {
  if (goal.kind === 'all' || goal.kind === 'any') return goal.goals.flatMap(wantedSymbols);
  return goal.kind === 'compare' ? [] : [goal.symbol];
}
