import { outside } from '../../answers/taken.ts';
import { formatPosition } from '../../diagnostics/position.ts';
import type { ConfigSymbol } from '../../tree/model/model.ts';
import { isDefined, nameOf } from '../../tree/model/names.ts';
import { NO, YES } from '../../values/tristate.ts';
import type { LiveEvaluation } from '../live-evaluation.ts';
import { Costs } from './cost.ts';
import { all, type Goal, type SymbolGoal } from './goal.ts';
import { findPlan } from './planner.ts';
import { isWithinRange } from '../../evaluation/range.ts';
import { isReached } from './reached.ts';

/** How many steps deep the reason is followed, and how many pairs of conditions are tried. */
const MAX_DEPTH = 12;
const MAX_PAIRS = 60;
const MAX_TRIALS_OF_A_PAIR = 100;

/** Says why no assignments bring a goal about: what can never be, or which two things exclude each other. */
export function explainImpossible(live: LiveEvaluation, goal: Goal): string {
  const { evaluation } = live;
  const costs = new Costs(evaluation);
  for (const part of goal.kind === 'all' ? goal.goals : [goal]) {
    if (part.kind !== 'text' || isWithinRange(evaluation, part.symbol, part.text)) continue;
    const range = evaluation.firstThatHolds(part.symbol.ranges);
    if (range) return `${part.text} is ${outside(evaluation, range)}`;
  }
  if (costs.of(goal, Infinity) === Infinity) return dead(costs, goal, MAX_DEPTH);
  const needed = necessary(costs, goal);
  const pair = findExcluding(live, needed);
  if (pair) return `it needs ${pair.map(textOf).join(' and ')}, which exclude each other`;
  const texts = needed.filter((part) => !isReached(live.evaluation, part)).map(textOf);
  return texts.length > 1
    ? `what it needs cannot hold all at once: ${texts.join(', ')}`
    : 'each of the ways to it undoes something else that it needs';
}

/** The first part of a goal that no clause can bring about. */
function dead(costs: Costs, goal: Goal, depth: number): string {
  const isDead = (part: Goal): boolean => costs.of(part, Infinity) === Infinity;
  if (goal.kind === 'all') return dead(costs, goal.goals.find(isDead)!, depth);
  if (goal.kind === 'any') {
    const [only] = goal.goals;
    return only && goal.goals.length === 1 ? dead(costs, only, depth) : 'none of its conditions can hold';
  }
  const text = textOf(goal);
  const ways = costs.ways(goal);
  if (ways.length === 0) return `nothing can bring about ${text}${reasonOf(goal)}`;
  if (ways.length > 1 || depth === 0) return `none of the ${ways.length} ways to ${text} can be gone`;
  return `${text} needs what cannot be: ${dead(costs, ways[0]!.needs, depth - 1)}`;
}

function reasonOf(goal: SymbolGoal): string {
  if (goal.kind === 'compare') return '';
  const { symbol } = goal;
  if (symbol.isConstant) return '';
  if (!isDefined(symbol)) return ': the tree does not define it';
  return symbol.prompts.length === 0 ? ': it has no prompt, and no default or select can' : '';
}

/** What must hold whichever way is taken, as far as there is only one. */
function necessary(costs: Costs, goal: Goal): readonly SymbolGoal[] {
  const found = new Map<string, SymbolGoal>();
  const visit = (part: Goal): void => {
    if (part.kind === 'all') {
      part.goals.forEach(visit);
      return;
    }
    if (part.kind === 'any') {
      const possible = part.goals.filter((each) => costs.of(each, Infinity) < Infinity);
      if (possible.length === 1) visit(possible[0]!);
      return;
    }
    const key = textOf(part);
    if (found.has(key)) return;
    found.set(key, part);
    if (costs.of(part, Infinity) === 0) return;
    const possible = costs.ways(part).filter((way) => costs.ofWay(way, Infinity) < Infinity);
    if (possible.length === 1) visit(possible[0]!.needs);
  };
  visit(goal);
  return [...found.values()];
}

/** Two of the goals that cannot both be reached, though each can alone. */
function findExcluding(
  live: LiveEvaluation,
  goals: readonly SymbolGoal[],
): readonly SymbolGoal[] | undefined {
  let pairs = 0;
  for (const [at, left] of goals.entries()) {
    for (const right of goals.slice(at + 1)) {
      if (contradict(left, right)) return [left, right];
    }
  }
  const possible = goals.slice(0, MAX_PAIRS).filter((goal) => canBeAlone(live, goal));
  for (const [at, left] of possible.entries()) {
    for (const right of possible.slice(at + 1)) {
      if (++pairs > MAX_PAIRS) return undefined;
      if (findPlan(live, all([left, right]), MAX_TRIALS_OF_A_PAIR).kind === 'none') return [left, right];
    }
  }
  return undefined;
}

/** Whether the goal alone can be reached, as far as a few trials show. */
function canBeAlone(live: LiveEvaluation, goal: SymbolGoal): boolean {
  return isReached(live.evaluation, goal) || findPlan(live, goal, MAX_TRIALS_OF_A_PAIR).kind !== 'none';
}

function contradict(left: SymbolGoal, right: SymbolGoal): boolean {
  if (left.kind === 'compare' || right.kind === 'compare') return false;
  if (left.symbol !== right.symbol) return false;
  if (left.kind === 'text' || right.kind === 'text') {
    return left.kind === 'text' && right.kind === 'text' && left.text !== right.text;
  }
  if (left.kind === right.kind) return false;
  const [least, most] = left.kind === 'atLeast' ? [left, right] : [right, left];
  return least.value > most.value;
}

function textOf(goal: SymbolGoal): string {
  switch (goal.kind) {
    case 'atLeast':
      return withValue(goal.symbol, goal.value === YES ? '=y' : '=m or y');
    case 'atMost':
      return withValue(goal.symbol, goal.value === NO ? '=n' : '=n or m');
    case 'text':
      return withValue(goal.symbol, `="${goal.text}"`);
    case 'compare': {
      const { left, operator, right } = goal.expression;
      const text = `${nameOf(left)} ${operator} ${nameOf(right)}`;
      return goal.holds ? text : `!(${text})`;
    }
  }
}

function withValue(symbol: ConfigSymbol, value: string): string {
  const [node] = symbol.nodes;
  const place = node ? ` (${formatPosition(node.position)})` : '';
  return `${nameOf(symbol)}${value}${place}`;
}
