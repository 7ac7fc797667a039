import type { ConfigSymbol } from '../../tree/model/model.ts';
import { MOD, NO, YES, type Tristate } from '../../values/tristate.ts';
import type { LiveEvaluation } from '../live-evaluation.ts';
import type { Lines } from '../lines.ts';
import { Costs, keyOf } from './cost.ts';
import type { Goal, SymbolGoal, TristateGoal } from './goal.ts';
import { isReached } from './reached.ts';
import type { PlannedValue, Way } from './way.ts';

/** How often it begins again, and in how many rounds each time. */
const MAX_STARTS = 24;
const MAX_ROUNDS = 12;
/** How many ways are looked at in one round, and how often for one goal in vain. */
const MAX_LOOKS = 20_000;
const MAX_FAILURES = 4;

/** Gives lines with the values of a plan. */
type LinesWith = (values: readonly PlannedValue[]) => Lines;

/**
 * Looks for any set of assignments that brings a goal about, for goals that take many: makes at once all
 * assignments that the clauses of the tree suggest together, sees what is still missing with these, and
 * goes on from there. What has been tried becomes dearer from round to round (Morris 1993, the breakout
 * method), so that each of the ways has its turn.
 *
 * @param limit no plan may have more assignments.
 * @param lastStep of the evaluation, at which it ends.
 */
export function repair(
  live: LiveEvaluation,
  goal: Goal,
  linesWith: LinesWith,
  limit: number,
  lastStep: number,
): readonly PlannedValue[] | undefined {
  const weights = new Map<string, number>();
  for (let start = 0; start < MAX_STARTS; start++) {
    const plan = new Map<ConfigSymbol, PlannedValue>();
    live.update(linesWith([]));
    for (let round = 0; round < MAX_ROUNDS && live.steps < lastStep; round++) {
      const extraction = new Extraction(live, limit, weights);
      const isTaken = extraction.take(goal);
      for (const way of isTaken ? extraction.used : extraction.tried) {
        weights.set(way, (weights.get(way) ?? 0) + 1);
      }
      if (!isTaken) break;
      for (const value of extraction.values.values()) {
        // The later one comes later in the plan, too.
        plan.delete(value.symbol);
        plan.set(value.symbol, value);
      }
      if (plan.size > limit) break;
      live.update(linesWith([...plan.values()]));
      if (isReached(live.evaluation, goal)) return [...plan.values()];
    }
  }
  return undefined;
}

/** Takes from the ways to a goal one that is consistent in itself, down to the assignments. */
class Extraction {
  /** By symbol, in the order in which they take effect. */
  readonly values = new Map<ConfigSymbol, PlannedValue>();
  readonly used: string[] = [];
  /** Also the ways that did not go with the others. */
  readonly tried = new Set<string>();
  readonly #live: LiveEvaluation;
  readonly #limit: number;
  readonly #weights: ReadonlyMap<string, number>;
  readonly #costs: Costs;
  readonly #open = new Set<unknown>();
  readonly #failures = new Map<unknown, number>();
  /** By symbol, the goals that are reached and must stay so; the symbols of them all, in order. */
  readonly #kept = new Map<ConfigSymbol, TristateGoal[]>();
  readonly #keptSymbols: ConfigSymbol[] = [];
  #looksLeft = MAX_LOOKS;

  constructor(live: LiveEvaluation, limit: number, weights: ReadonlyMap<string, number>) {
    this.#live = live;
    this.#limit = limit;
    this.#weights = weights;
    this.#costs = new Costs(live.evaluation);
  }

  /** Whether there is one; if not, everything is as before. */
  take(goal: Goal): boolean {
    switch (goal.kind) {
      case 'all':
        return this.#takeAll(goal.goals);
      case 'any':
        return this.#byCost(goal.goals, (part) => this.#costOf(part)).some((part) => this.take(part));
      default:
        return this.#decided(goal) ?? (this.#keep(goal) || this.#takeSymbol(goal));
    }
  }

  /** Whether a goal is reached already. No assignment may undo it from then on. */
  #keep(goal: SymbolGoal): boolean {
    if (!isReached(this.#live.evaluation, goal)) return false;
    if (goal.kind === 'atLeast' || goal.kind === 'atMost') {
      const { symbol } = goal;
      const kept = this.#kept.get(symbol);
      if (kept) kept.push(goal);
      else this.#kept.set(symbol, [goal]);
      this.#keptSymbols.push(symbol);
    }
    return true;
  }

  /** Whether a value would undo what must stay reached. */
  #undoes({ symbol, value }: PlannedValue): boolean {
    const level = levelOf(value);
    const ofOther = (other: ConfigSymbol): boolean =>
      other !== symbol && this.#kept.get(other)?.some(({ kind }) => kind === 'atLeast') === true;
    if (level === YES && symbol.choice?.members.some(ofOther)) return true;
    return (this.#kept.get(symbol) ?? []).some(({ kind, value: kept }) =>
      kind === 'atLeast' ? level < kept : level > kept,
    );
  }

  /** If one part is impossible with what the parts before it take, it comes first. */
  #takeAll(parts: readonly Goal[]): boolean {
    let failed: Goal | undefined;
    const takeEach = (goals: readonly Goal[]): boolean =>
      this.#attempt(() =>
        goals.every((part) => {
          failed = part;
          return this.take(part);
        }),
      );
    if (takeEach(parts)) return true;
    const first = failed!;
    return first !== parts[0] && takeEach([first, ...parts.filter((part) => part !== first)]);
  }

  /** Whether the assignments so far reach the goal, if they say. */
  #decided(goal: SymbolGoal): boolean | undefined {
    if (goal.kind !== 'atLeast' && goal.kind !== 'atMost') return undefined;
    const { symbol } = goal;
    const own = this.values.get(symbol);
    const isOther = (other: ConfigSymbol): boolean => this.values.get(other)?.value === 'y';
    if (!own && !symbol.choice?.members.some(isOther)) return undefined;
    const value = levelOf(own?.value);
    return goal.kind === 'atLeast' ? value >= goal.value : value <= goal.value;
  }

  #takeSymbol(goal: SymbolGoal): boolean {
    const key = keyOf(goal);
    if (this.#open.has(key) || this.#looksLeft <= 0) return false;
    const failures = this.#failures.get(key) ?? 0;
    if (failures >= MAX_FAILURES) return false;
    this.#open.add(key);
    const ways = this.#costs.ways(goal).map((way, at) => ({ way, name: `${String(key)} ${at}` }));
    const cost = ({ way, name }: (typeof ways)[number]): number =>
      this.#costs.ofWay(way, this.#limit) +
      (this.#weights.get(name) ?? 0) +
      (way.isLastResort ? this.#limit : 0);
    const isTaken = this.#byCost(ways, cost).some(({ way, name }) =>
      this.#attempt(() => {
        this.#looksLeft--;
        this.tried.add(name);
        if (!this.take(way.needs) || !this.#assign(way)) return false;
        this.used.push(name);
        return true;
      }),
    );
    this.#open.delete(key);
    if (!isTaken) this.#failures.set(key, failures + 1);
    return isTaken;
  }

  /** Also the parts of a goal that lead to the same ways become dearer. */
  #costOf(goal: Goal): number {
    const cost = this.#costs.of(goal, this.#limit);
    if (goal.kind === 'all' || goal.kind === 'any') return cost;
    const key = String(keyOf(goal));
    const tried = this.#costs.ways(goal).map((_, at) => this.#weights.get(`${key} ${at}`) ?? 0);
    return cost + (tried.length === 0 ? 0 : Math.max(...tried));
  }

  #assign({ assign }: Way): boolean {
    if (!assign) return true;
    const { symbol, value } = assign;
    const known = this.values.get(symbol);
    if (known) return known.value === value;
    const isOther = (other: ConfigSymbol): boolean => this.values.get(other)?.value === 'y';
    if (value === 'y' && symbol.choice?.members.some(isOther)) return false;
    if (this.#undoes(assign)) return false;
    this.values.set(symbol, assign);
    return true;
  }

  #byCost<E>(elements: readonly E[], costOf: (element: E) => number): readonly E[] {
    return elements
      .map((element) => ({ element, cost: costOf(element) }))
      .filter(({ cost }) => cost < Infinity)
      .toSorted((left, right) => left.cost - right.cost)
      .map(({ element }) => element);
  }

  #attempt(take: () => boolean): boolean {
    const values = this.values.size;
    const used = this.used.length;
    const kept = this.#keptSymbols.length;
    if (take()) return true;
    const added = [...this.values.keys()].slice(values);
    for (const symbol of added) this.values.delete(symbol);
    this.used.length = used;
    for (const symbol of this.#keptSymbols.splice(kept)) this.#kept.get(symbol)!.pop();
    return false;
  }
}

/** Of a value as `Session.set` takes it; n for none. */
function levelOf(value: string | undefined): Tristate {
  return value === 'y' ? YES : value === 'm' ? MOD : NO;
}
