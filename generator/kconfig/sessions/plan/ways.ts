import type { Evaluation } from '../../evaluation/evaluation.ts';
import type { ConfigSymbol, DefaultProperty, ReverseDependency } from '../../tree/model/model.ts';
import { isDefined } from '../../tree/model/names.ts';
import { isBoolean } from '../../values/symbol-type.ts';
import { letterOf, MOD, NO, YES, type Tristate } from '../../values/tristate.ts';
import { conditionAtLeast, conditionAtMost } from './condition-goal.ts';
import { waysToComparison } from './comparison-ways.ts';
import type { Way } from './way.ts';
import { all, any, atLeast, atMost, type Goal, type SymbolGoal } from './goal.ts';

/**
 * The ways that the clauses of the tree allow to a goal that is not reached. They leave out what an
 * assignment may change elsewhere, so only an evaluation shows whether one works.
 */
export function waysTo(evaluation: Evaluation, goal: SymbolGoal): readonly Way[] {
  switch (goal.kind) {
    case 'atLeast':
      return isSettable(goal.symbol) ? waysUp(evaluation, goal.symbol, goal.value) : [];
    case 'atMost':
      return isSettable(goal.symbol) ? waysDown(evaluation, goal.symbol, goal.value) : [];
    case 'text':
      return waysToText(evaluation, goal.symbol, goal.text);
    case 'compare':
      return waysToComparison(evaluation, goal);
  }
}

function isSettable(symbol: ConfigSymbol): boolean {
  return isDefined(symbol) && isBoolean(symbol);
}

/** Whether the symbol can be m at present; if not, it is y where it would be m. */
function isModular(evaluation: Evaluation, symbol: ConfigSymbol): boolean {
  return evaluation.effectiveType(symbol) === 'tristate';
}

/** Whether the symbol could be m if MODULES were on. */
function lacksModules(evaluation: Evaluation, symbol: ConfigSymbol): boolean {
  return symbol.type === 'tristate' && evaluation.tristate(evaluation.tree.modules) === NO;
}

function hasModules(evaluation: Evaluation): Goal {
  return atLeast(evaluation.tree.modules, MOD);
}

function waysUp(evaluation: Evaluation, symbol: ConfigSymbol, value: Tristate): readonly Way[] {
  const isTristate = isModular(evaluation, symbol);
  const needed = isTristate ? value : MOD;
  const ways: Way[] = symbol.isChoice
    ? symbol.members.map((member) => ({
        needs: promptAtLeast(symbol, needed),
        assign: { symbol: member, value: 'y' },
      }))
    : symbol.prompts.map(({ condition }) => ({
        needs: withChoiceOn(symbol.choice, conditionAtLeast(condition, needed)),
        assign: { symbol, value: letterOf(isTristate ? value : YES) },
      }));
  if (value === MOD && lacksModules(evaluation, symbol)) {
    for (const { condition } of symbol.prompts) {
      const needs = all([hasModules(evaluation), conditionAtLeast(condition, MOD)]);
      ways.push({ needs, assign: { symbol, value: 'm' } });
    }
  }
  if (value === YES && isTristate && isDefined(evaluation.tree.modules)) {
    // What is m becomes y without MODULES.
    const needs = all([atLeast(symbol, MOD), atMost(evaluation.tree.modules, NO)]);
    ways.push({ needs, isLastResort: true });
  }
  for (const dependency of symbol.selectedBy) ways.push({ needs: raises(dependency, needed) });
  if (symbol.isChoice || symbol.choice) return ways;
  const free = unassigned(evaluation, symbol);
  symbol.defaults.forEach((property, at) => {
    const itself = conditionAtLeast(property.value, needed);
    ways.push({ needs: all([itself, wins(symbol.defaults, at, needed), ...free]) });
  });
  // Since Linux 5.7 what depends on m is implied to be m at most; before, only n counts.
  const least = evaluation.tree.dialect.writesImplied ? needed : MOD;
  const reached = symbol.directDependencies.map((condition) => conditionAtLeast(condition, least));
  for (const dependency of symbol.impliedBy) {
    const direct = reached.length === 0 ? [] : [any(reached)];
    ways.push({ needs: all([raises(dependency, needed), ...direct, ...free]) });
  }
  return ways;
}

function waysDown(evaluation: Evaluation, symbol: ConfigSymbol, limit: Tristate): readonly Way[] {
  // What would be m without MODULES is y.
  const asModule: Way[] =
    limit === MOD && lacksModules(evaluation, symbol) ? [{ needs: hasModules(evaluation) }] : [];
  return [...asModule, ...waysBelow(evaluation, symbol, isModular(evaluation, symbol) ? limit : NO)];
}

function waysBelow(evaluation: Evaluation, symbol: ConfigSymbol, value: Tristate): readonly Way[] {
  const { choice, isChoice, prompts } = symbol;
  const invisible = all(prompts.map(({ condition }) => conditionAtMost(condition, value)));
  if (isChoice) return [{ needs: invisible }];
  if (choice && evaluation.visible[symbol.index] === YES) {
    const others = choice.members.filter((member) => member !== symbol);
    return [...others.map((other) => ({ needs: atLeast(other, YES) })), { needs: invisible }];
  }
  const lowered = symbol.selectedBy
    .filter((dependency) => evaluation.raisesTo(dependency) > value)
    .map((dependency) => doesNotRaise(dependency, value));
  const ways: Way[] = prompts.map(({ condition }) => ({
    needs: all([...lowered, conditionAtLeast(condition, MOD)]),
    assign: { symbol, value: letterOf(value) },
  }));
  const dependencies = symbol.directDependencies.map((each) => conditionAtMost(each, value));
  if (dependencies.length > 0) ways.push({ needs: all([...lowered, ...dependencies]) });
  const isDefault = evaluation.visible[symbol.index] === NO || !evaluation.hasUserValue(symbol);
  if (isDefault) {
    const first = symbol.defaults.find(({ condition }) => evaluation.evaluate(condition) !== NO);
    const isHigh = first !== undefined && evaluation.evaluate(first.value) > value;
    const withoutDefault = isHigh
      ? [any([conditionAtMost(first.condition, value), conditionAtMost(first.value, value)])]
      : [];
    const notImplied = symbol.impliedBy
      .filter((dependency) => evaluation.raisesTo(dependency) > value)
      .map((dependency) => doesNotRaise(dependency, value));
    ways.push({ needs: all([...lowered, ...withoutDefault, ...notImplied]) });
  } else {
    ways.push({ needs: all([...lowered, invisible]) });
  }
  return ways;
}

function waysToText(evaluation: Evaluation, symbol: ConfigSymbol, text: string): readonly Way[] {
  if (!isDefined(symbol) || isBoolean(symbol)) return [];
  const ways: Way[] = symbol.prompts.map(({ condition }) => ({
    needs: conditionAtLeast(condition, MOD),
    assign: { symbol, value: text },
  }));
  const free = unassigned(evaluation, symbol);
  symbol.defaults.forEach(({ value }, at) => {
    if (value.kind !== 'symbol') return;
    const source = value.symbol;
    if (!isDefined(source) && evaluation.rawText(source) !== text) return;
    const itself: Goal = isDefined(source) ? { kind: 'text', symbol: source, text } : all([]);
    ways.push({ needs: all([itself, wins(symbol.defaults, at, MOD), ...free]) });
  });
  return ways;
}

/** That a default counts: its condition holds and none before it does. */
function wins(defaults: readonly DefaultProperty[], at: number, needed: Tristate): Goal {
  const before = defaults.slice(0, at).map(({ condition }) => conditionAtMost(condition, NO));
  return all([conditionAtLeast(defaults[at]!.condition, needed), ...before]);
}

/** That no line of the configuration decides: defaults and implies count only then. */
function unassigned(evaluation: Evaluation, symbol: ConfigSymbol): readonly Goal[] {
  if (!evaluation.hasUserValue(symbol)) return [];
  return symbol.prompts.map(({ condition }) => conditionAtMost(condition, NO));
}

function raises({ by, condition }: ReverseDependency, value: Tristate): Goal {
  const itself = by.isConstant ? constantAtLeast(by, value) : atLeast(by, value);
  return all([itself, conditionAtLeast(condition, value)]);
}

function doesNotRaise({ by, condition }: ReverseDependency, value: Tristate): Goal {
  return any([
    ...(by.isConstant ? [] : [atMost(by, value)]),
    ...(condition ? [conditionAtMost(condition, value)] : []),
  ]);
}

function constantAtLeast({ name }: ConfigSymbol, value: Tristate): Goal {
  const constant = name === 'y' ? YES : name === 'm' ? MOD : NO;
  return constant >= value ? all([]) : any([]);
}

/** A member depends on its choice, which it turns on itself as soon as the choice has its prompt. */
function withChoiceOn(choice: ConfigSymbol | undefined, goal: Goal): Goal {
  if (!choice) return goal;
  switch (goal.kind) {
    case 'all':
      return all(goal.goals.map((part) => withChoiceOn(choice, part)));
    case 'any':
      return any(goal.goals.map((part) => withChoiceOn(choice, part)));
    case 'atLeast':
      return goal.symbol === choice ? promptAtLeast(choice, goal.value) : goal;
    default:
      return goal;
  }
}

function promptAtLeast({ prompts }: ConfigSymbol, value: Tristate): Goal {
  return any(prompts.map(({ condition }) => conditionAtLeast(condition, value)));
}
