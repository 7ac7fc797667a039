import type { Evaluation } from '../../evaluation/evaluation.ts';
import type { Goal, SymbolGoal } from './goal.ts';
import { isReached } from './reached.ts';
import type { Way } from './way.ts';
import { waysTo } from './ways.ts';

/**
 * How many assignments a goal needs at least, with the present values: a lower bound. Of goals that must
 * all be reached it takes the dearest one, since the same assignments may serve the others too.
 */
export class Costs {
  readonly #evaluation: Evaluation;
  /** By goal: its cost, as far as it has been worked out. */
  readonly #known = new Map<unknown, Bound>();
  readonly #ways = new Map<unknown, readonly Way[]>();

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
  }

  /** Exact up to `limit`; `limit + 1` or more if it is above. */
  of(goal: Goal, limit: number): number {
    switch (goal.kind) {
      case 'all': {
        let most = 0;
        for (const part of goal.goals) {
          most = Math.max(most, this.of(part, limit));
          if (most > limit) return most;
        }
        return most;
      }
      case 'any': {
        let least = above(limit);
        for (const part of goal.goals) {
          least = Math.min(least, this.of(part, least - 1));
          if (least === 0) return 0;
        }
        return least;
      }
      default:
        return this.#ofSymbol(goal, limit);
    }
  }

  ofWay({ needs, assign }: Way, limit: number): number {
    return assign ? this.of(needs, limit - 1) + 1 : this.of(needs, limit);
  }

  ways(goal: SymbolGoal): readonly Way[] {
    const key = keyOf(goal);
    let found = this.#ways.get(key);
    if (!found) {
      found = waysTo(this.#evaluation, goal);
      this.#ways.set(key, found);
    }
    return found;
  }

  #ofSymbol(goal: SymbolGoal, limit: number): number {
    if (isReached(this.#evaluation, goal)) return 0;
    if (limit < 1) return 1;
    const key = keyOf(goal);
    const known = this.#known.get(key);
    if (known && (known.isExact || known.least > limit)) return known.least;
    // While it is worked out, a way that leads back to the goal is none.
    this.#known.set(key, { least: Infinity, isExact: true });
    let least = above(limit);
    for (const way of this.ways(goal)) {
      least = Math.min(least, this.ofWay(way, least - 1));
      if (least <= 0) break;
    }
    this.#known.set(key, { least, isExact: least <= limit });
    return least;
  }
}

/** More than the limit, and never that of a goal that is reached. */
function above(limit: number): number {
  return Math.max(limit + 1, 1);
}

interface Bound {
  readonly least: number;
  readonly isExact: boolean;
}

const AT_LEAST = 0;
const AT_MOST = 4;

/** Equal for goals that are the same. */
export function keyOf(goal: SymbolGoal): unknown {
  switch (goal.kind) {
    case 'atLeast':
      return goal.symbol.index * 8 + AT_LEAST + goal.value;
    case 'atMost':
      return goal.symbol.index * 8 + AT_MOST + goal.value;
    case 'text':
      return `${goal.symbol.index}=${goal.text}`;
    case 'compare':
      return `${goal.expression.left.index}${goal.expression.operator}${goal.expression.right.index}:${goal.holds}`;
  }
}
