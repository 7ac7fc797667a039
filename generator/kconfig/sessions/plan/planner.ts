import type { LiveEvaluation } from '../live-evaluation.ts';
import { readLine, withLine, type Lines } from '../lines.ts';
import { Costs, keyOf } from './cost.ts';
import type { Goal } from './goal.ts';
import { isReached } from './reached.ts';
import type { PlannedValue } from './ways.ts';

/** No plan has more assignments. */
const MAX_ASSIGNMENTS = 20;
/** How many sets of assignments are tried at most. */
const MAX_TRIALS = 3000;

export type Found =
  | { readonly kind: 'plan'; readonly values: readonly PlannedValue[] }
  /** All sets were tried that the clauses of the tree suggest. */
  | { readonly kind: 'none' }
  /** There are more sets than may be tried. */
  | { readonly kind: 'too-many' };

/**
 * Looks for the fewest assignments that bring a goal about: iterative deepening (IDA*, Korf 1985) over
 * the assignments that the clauses of the tree suggest. Each step is tried on the live evaluation, so that
 * what it changes elsewhere counts; at the end the evaluation has its lines back.
 */
export function findPlan(live: LiveEvaluation, goal: Goal, maxTrials = MAX_TRIALS): Found {
  const start = live.lines;
  const search = new Search(live, goal, maxTrials);
  try {
    return search.run();
  } finally {
    live.update(start);
  }
}

class Search {
  readonly #live: LiveEvaluation;
  readonly #start: Lines;
  readonly #goal: Goal;
  readonly #plan: PlannedValue[] = [];
  /** Sets that have been tried with the present bound. */
  readonly #seen = new Set<string>();
  #trialsLeft: number;

  constructor(live: LiveEvaluation, goal: Goal, maxTrials: number) {
    this.#live = live;
    this.#start = live.lines;
    this.#goal = goal;
    this.#trialsLeft = maxTrials;
  }

  run(): Found {
    for (let bound = 0; bound <= MAX_ASSIGNMENTS; ) {
      this.#seen.clear();
      const next = this.#deepen(bound);
      if (next === REACHED) return { kind: 'plan', values: this.#withoutNeedless() };
      if (this.#trialsLeft <= 0) return { kind: 'too-many' };
      if (next === Infinity) return { kind: 'none' };
      bound = Math.max(next, bound + 1);
    }
    return { kind: 'too-many' };
  }

  /** Tries all sets of up to `bound` assignments; if none does, the next bound that may. */
  #deepen(bound: number): number {
    const costs = new Costs(this.#live.evaluation);
    const left = bound - this.#plan.length;
    const cost = costs.of(this.#goal, MAX_ASSIGNMENTS);
    if (cost === 0) return REACHED;
    if (cost > MAX_ASSIGNMENTS) return Infinity;
    if (cost > left) return this.#plan.length + cost;
    let next = Infinity;
    const before = this.#live.lines;
    for (const { value, cost: atLeast } of this.#moves(costs)) {
      if (atLeast > left) {
        next = Math.min(next, this.#plan.length + atLeast);
        continue;
      }
      const lines = this.#withValue(before, value);
      if (!lines) continue;
      if (this.#trialsLeft-- <= 0) return next;
      this.#live.update(lines);
      this.#plan.push(value);
      const found = this.#deepen(bound);
      if (found === REACHED) return REACHED;
      this.#plan.pop();
      this.#live.update(before);
      next = Math.min(next, found);
    }
    return next;
  }

  /** Undefined if the plan has a value for the symbol already, or the set has been tried. */
  #withValue(before: Lines, planned: PlannedValue): Lines | undefined {
    const { symbol } = planned;
    if (this.#plan.some((other) => other.symbol === symbol)) return undefined;
    const key = [...this.#plan, planned]
      .map((each) => `${each.symbol.index}=${each.value}`)
      .toSorted()
      .join();
    if (this.#seen.has(key)) return undefined;
    this.#seen.add(key);
    return linesWith(before, [planned]);
  }

  /** The assignments that may take the goal one step nearer, the most promising first. */
  #moves(costs: Costs): readonly Move[] {
    const moves = new Map<string, Move>();
    collect(this.#live, costs, this.#goal, 0, (move) => {
      const key = `${move.value.symbol.index}=${move.value.value}`;
      const known = moves.get(key);
      if (!known || known.cost > move.cost) moves.set(key, move);
    });
    return [...moves.values()].toSorted((left, right) => left.cost - right.cost);
  }

  /** Takes out assignments that later ones made superfluous. */
  #withoutNeedless(): readonly PlannedValue[] {
    let needed: readonly PlannedValue[] = [...this.#plan];
    for (const value of this.#plan) {
      const fewer = needed.filter((other) => other !== value);
      this.#live.update(linesWith(this.#start, fewer));
      if (isReached(this.#live.evaluation, this.#goal)) needed = fewer;
    }
    return needed;
  }
}

const REACHED = -1;

interface Move {
  readonly value: PlannedValue;
  /** The least that a plan which begins with it has. */
  readonly cost: number;
}

/** Walks down from a goal to the assignments that can be made now. `above`: assignments that follow. */
function collect(
  live: LiveEvaluation,
  costs: Costs,
  goal: Goal,
  above: number,
  add: (move: Move) => void,
  visited = new Map<unknown, number>(),
): void {
  if (isReached(live.evaluation, goal)) return;
  switch (goal.kind) {
    case 'all': {
      // All must be reached, so one is enough to go on with: the dearest, which fails first.
      let dearest: Goal | undefined;
      let most = 0;
      for (const part of goal.goals) {
        const cost = costs.of(part, MAX_ASSIGNMENTS);
        if (cost <= most) continue;
        most = cost;
        dearest = part;
      }
      if (dearest && most <= MAX_ASSIGNMENTS) collect(live, costs, dearest, above, add, visited);
      return;
    }
    case 'any':
      for (const part of goal.goals) {
        if (costs.of(part, MAX_ASSIGNMENTS) <= MAX_ASSIGNMENTS) collect(live, costs, part, above, add, visited);
      }
      return;
    default: {
      const key = keyOf(goal);
      if ((visited.get(key) ?? Infinity) <= above) return;
      visited.set(key, above);
      for (const way of costs.ways(goal)) {
        const cost = costs.ofWay(way, MAX_ASSIGNMENTS);
        if (cost > MAX_ASSIGNMENTS) continue;
        const { needs, assign } = way;
        if (!isReached(live.evaluation, needs)) {
          collect(live, costs, needs, above + (assign ? 1 : 0), add, visited);
        } else if (assign) {
          add({ value: assign, cost: above + 1 });
        }
      }
    }
  }
}

function linesWith(start: Lines, values: readonly PlannedValue[]): Lines {
  let lines = start;
  for (const { symbol, value } of values) {
    const isText = symbol.type === 'string';
    const line = readLine(symbol, {
      name: symbol.name!,
      value: isText ? `"${value}"` : value,
      unset: value === 'n' && !isText,
      position: { file: 'plan', line: 1, column: 1 },
    });
    if (line) lines = withLine(lines, line);
  }
  return lines;
}
