import type { Dialect } from '../../dialects/dialect.ts';
import { quoteText } from '../../values/quoting.ts';
import type { LiveEvaluation } from '../live-evaluation.ts';
import { readLine, withLine, type Lines } from '../lines.ts';
import { Costs } from './cost.ts';
import type { Goal } from './goal.ts';
import { movesTo } from './moves.ts';
import { isReached } from './reached.ts';
import { repair } from './repair.ts';
import type { PlannedValue } from './way.ts';

/** No plan has more assignments. */
const MAX_ASSIGNMENTS = 20;
/** How many sets of assignments are tried at most, and how many values evaluated for them. */
const MAX_TRIALS = 3000;
const MAX_STEPS = 400_000;

export type Found =
  /** `isSmallest`: all smaller sets that the clauses suggest were tried. */
  | {
      readonly kind: 'plan';
      readonly values: readonly PlannedValue[];
      readonly isSmallest: boolean;
    }
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
  try {
    const found = new Search(live, goal, maxTrials).run();
    if (found.kind !== 'too-many') return found;
    live.update(start);
    const repaired = new Search(live, goal, maxTrials).runByRepair();
    if (repaired.kind !== 'too-many') return repaired;
    live.update(start);
    return new Search(live, goal, maxTrials).runGreedily();
  } finally {
    live.update(start);
  }
}

class Search {
  readonly #live: LiveEvaluation;
  readonly #start: Lines;
  readonly #dialect: Dialect;
  readonly #goal: Goal;
  readonly #plan: PlannedValue[] = [];
  /** Sets that have been tried with the present bound. */
  readonly #seen = new Set<string>();
  readonly #lastStep: number;
  #trialsLeft: number;

  constructor(live: LiveEvaluation, goal: Goal, maxTrials: number) {
    this.#live = live;
    this.#start = live.lines;
    this.#dialect = live.evaluation.tree.dialect;
    this.#goal = goal;
    this.#trialsLeft = maxTrials;
    this.#lastStep = live.steps + MAX_STEPS;
  }

  run(): Found {
    for (let bound = 0; bound <= MAX_ASSIGNMENTS; ) {
      this.#seen.clear();
      const next = this.#deepen(bound);
      if (next === REACHED) return this.#found(true);
      if (this.#isSpent()) return { kind: 'too-many' };
      if (next === Infinity) return { kind: 'none' };
      bound = Math.max(next, bound + 1);
    }
    return { kind: 'too-many' };
  }

  /** Goes for any plan: the most promising assignment first, however many it takes. */
  runGreedily(): Found {
    return this.#deepen(MAX_ASSIGNMENTS) === REACHED ? this.#found(false) : { kind: 'too-many' };
  }

  /** Goes for any plan: all assignments together that the clauses suggest, then what these lack. */
  runByRepair(): Found {
    const linesOf = (values: readonly PlannedValue[]): Lines =>
      linesWith(this.#start, values, this.#dialect);
    const found = repair(this.#live, this.#goal, linesOf, MAX_ASSIGNMENTS, this.#lastStep);
    if (!found) return { kind: 'too-many' };
    this.#plan.push(...found);
    return this.#found(false);
  }

  #found(isSmallest: boolean): Found {
    return { kind: 'plan', values: this.#withoutNeedless(), isSmallest };
  }

  /** Tries all sets of up to `bound` assignments; if none does, the next bound that may. */
  #deepen(bound: number): number {
    const costs = new Costs(this.#live.evaluation);
    const left = bound - this.#plan.length;
    const cost = costs.of(this.#goal, MAX_ASSIGNMENTS);
    // The cost is a lower bound: what it takes for reached need not be.
    if (cost === 0 && isReached(this.#live.evaluation, this.#goal)) return REACHED;
    if (cost > MAX_ASSIGNMENTS) return Infinity;
    if (cost > left) return this.#plan.length + cost;
    let next = Infinity;
    const before = this.#live.lines;
    for (const { value, cost: atLeast } of movesTo(this.#live, costs, this.#goal, MAX_ASSIGNMENTS)) {
      if (atLeast > left) {
        next = Math.min(next, this.#plan.length + atLeast);
        continue;
      }
      const lines = this.#withValue(before, value);
      if (!lines) continue;
      if (this.#isSpent()) return next;
      this.#trialsLeft--;
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

  #isSpent(): boolean {
    return this.#trialsLeft <= 0 || this.#live.steps > this.#lastStep;
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
    return linesWith(before, [planned], this.#dialect);
  }

  /** Takes out assignments that later ones made superfluous. */
  #withoutNeedless(): readonly PlannedValue[] {
    let needed: readonly PlannedValue[] = [...this.#plan];
    for (const value of this.#plan) {
      const fewer = needed.filter((other) => other !== value);
      this.#live.update(linesWith(this.#start, fewer, this.#dialect));
      if (isReached(this.#live.evaluation, this.#goal)) needed = fewer;
    }
    return needed;
  }
}

const REACHED = -1;

function linesWith(
  start: Lines,
  values: readonly PlannedValue[],
  dialect: Dialect,
): Lines {
  let lines = start;
  for (const { symbol, value } of values) {
    const isText = symbol.type === 'string';
    const line = readLine(symbol, {
      name: symbol.name!,
      value: isText ? quoteText(value, dialect) : value,
      unset: value === 'n' && !isText,
      position: { file: 'plan', line: 1, column: 1 },
    }, dialect);
    if (line) lines = withLine(lines, line);
  }
  return lines;
}
