import { evaluateMode } from '../evaluation/evaluate-mode.ts';
import type { Evaluation } from '../evaluation/evaluation.ts';
import { isWithinRange } from '../evaluation/range.ts';
import { giveUserValue } from '../evaluation/user-value.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import type { Defconfig } from '../defconfigs/defconfig.ts';
import { choosesByMembers } from '../tree/model/choices.ts';
import { isNumeric } from '../values/symbol-type.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { findDependents, type Dependents } from './dependents.ts';
import { toDefconfig, type Line, type Lines } from './lines.ts';

/** A value that a change of lines gave, as `.config` has it. */
export interface ChangedValue {
  readonly symbol: ConfigSymbol;
  readonly before: string;
  readonly after: string;
}

/**
 * The values of a set of lines, kept up to date while the lines change. They are the same as if
 * all lines were evaluated from scratch, but only what depends on a change is evaluated.
 *
 * That needs an order in which every value comes after those that it depends on. If there is none, or if
 * MODULES changes, everything is evaluated from scratch.
 */
export class LiveEvaluation {
  /** How many nodes have been evaluated since the start: what a change costs. */
  steps = 0;
  readonly #tree: KconfigTree;
  readonly #dependents: Dependents | undefined;
  readonly #queue: RankQueue;
  /** Of the symbols that have another value than when `markClean` was called last: the one of then. */
  readonly #clean = new Map<ConfigSymbol, string>();
  #evaluation: Evaluation;
  #lines: Lines;

  constructor(tree: KconfigTree, lines: Lines) {
    this.#tree = tree;
    this.#dependents = findDependents(tree);
    this.#queue = new RankQueue(this.#dependents?.order.length ?? 0);
    this.#lines = lines;
    this.#evaluation = this.#evaluateAnew();
  }

  get evaluation(): Evaluation {
    return this.#evaluation;
  }

  get lines(): Lines {
    return this.#lines;
  }

  /**
   * How many nodes read the symbol's value, or those of its choice: a measure of what setting it may
   * change elsewhere.
   */
  readersOf(symbol: ConfigSymbol): number {
    const dependents = this.#dependents;
    // Every tristate depends on MODULES.
    if (symbol === this.#tree.modules) return this.#tree.symbols.length;
    if (!dependents) return 0;
    const { starts } = dependents;
    return (symbol.choice?.members ?? [symbol])
      .map(({ index }) => starts[index + 1]! - starts[index]!)
      .reduce((sum, count) => sum + count);
  }

  /** Whether every symbol has the value that it had when `markClean` was called last, or at first. */
  get isClean(): boolean {
    return this.#clean.size === 0;
  }

  markClean(): void {
    this.#clean.clear();
  }

  /** Takes other lines. The changes come in the order of the tree's symbols. */
  update(lines: Lines): readonly ChangedValue[] {
    const changes = this.#updateTo(lines);
    for (const { symbol, before, after } of changes) {
      // A choice is its members.
      if (symbol.isChoice) continue;
      const clean = this.#clean.get(symbol);
      if (clean === undefined) this.#clean.set(symbol, before);
      else if (clean === after) this.#clean.delete(symbol);
    }
    return changes;
  }

  #updateTo(lines: Lines): readonly ChangedValue[] {
    const before = this.#lines;
    this.#lines = lines;
    const different = differentNodes(before, lines);
    if (different.length === 0) return [];
    const dependents = this.#dependents;
    // All types and all texts of m depend on MODULES.
    const isAboutModules = different.includes(this.#tree.modules.index);
    if (!dependents || isAboutModules) return this.#updateAnew();
    for (const node of different) this.#queue.add(dependents.ranks[node]!);
    const changed = new Map<ConfigSymbol, string>();
    for (let rank = this.#queue.take(); rank >= 0; rank = this.#queue.take()) {
      this.#updateNode(dependents, dependents.order[rank]!, changed);
    }
    return this.#changes(changed);
  }

  /** Evaluates one node again and marks what reads the values that changed. */
  #updateNode(dependents: Dependents, node: number, changed: Map<ConfigSymbol, string>): void {
    const evaluation = this.#evaluation;
    const head = this.#tree.symbols[node]!;
    const symbols = head.isChoice ? [head, ...head.members] : [head];
    const texts = symbols.map((symbol) => evaluation.text(symbol));
    const tristates = symbols.map((symbol) => evaluation.tristate(symbol));
    this.steps++;
    this.#settleNode(head, symbols, this.#lines.get(node) ?? []);
    symbols.forEach((symbol, at) => {
      const isSame =
        texts[at] === evaluation.text(symbol) && tristates[at] === evaluation.tristate(symbol);
      if (isSame) return;
      if (!changed.has(symbol)) changed.set(symbol, texts[at]!);
      const { starts, readers, ranks } = dependents;
      for (let each = starts[symbol.index]!; each < starts[symbol.index + 1]!; each++) {
        this.#queue.add(ranks[readers[each]!]!);
      }
    });
  }

  /** The steps of `configure` on one node. */
  #settleNode(
    head: ConfigSymbol,
    symbols: readonly ConfigSymbol[],
    lines: readonly Line[],
  ): void {
    const evaluation = this.#evaluation;
    for (const symbol of symbols) evaluation.forget(symbol);
    if (head.isChoice) evaluation.setHasUserValue(head, true);
    for (const { symbol, value } of lines) giveUserValue(evaluation, symbol, value);
    const isNew = (): boolean => head.isChoice && !evaluation.hasUserValue(head);
    const isNewInFile = isNew();
    for (const symbol of symbols) evaluation.calculate(symbol);
    const hasOldRules = !choosesByMembers(head, this.#tree.dialect);
    if (hasOldRules && (isNewInFile || (head.type === 'tristate' && isNew()))) {
      for (const symbol of symbols) evaluation.invalidate(symbol);
      for (const member of head.members) evaluation.setPendingChoice(member);
      if (isNew()) {
        evaluation.setPendingChoice(head);
        evaluation.calculate(head);
        evaluation.settleMembers(head);
      }
      for (const symbol of symbols) evaluation.calculate(symbol);
    }
    const { clampsUser, rejectsWhileEvaluating } = this.#tree.dialect;
    const isNumber = isNumeric(head) && !clampsUser && !rejectsWhileEvaluating;
    const number = evaluation.userText.get(head.index);
    if (isNumber && number !== undefined && !isWithinRange(evaluation, head, number)) {
      evaluation.setHasUserValue(head, false);
      evaluation.invalidate(head);
      evaluation.calculate(head);
    }
    evaluation.forgetConditions();
  }

  #updateAnew(): readonly ChangedValue[] {
    const texts = this.#tree.symbols.map((symbol) => this.#evaluation.text(symbol));
    this.#evaluation = this.#evaluateAnew();
    const changed = new Map<ConfigSymbol, string>();
    this.#tree.symbols.forEach((symbol, index) => {
      if (texts[index] !== this.#evaluation.text(symbol)) changed.set(symbol, texts[index]!);
    });
    return this.#changes(changed);
  }

  #evaluateAnew(): Evaluation {
    this.steps += this.#dependents?.order.length ?? this.#tree.symbols.length;
    return evaluateAll(this.#tree, toDefconfig(this.#lines, '<session>'));
  }

  #changes(changed: ReadonlyMap<ConfigSymbol, string>): readonly ChangedValue[] {
    return [...changed]
      .map(([symbol, before]) => ({ symbol, before, after: this.#evaluation.text(symbol) }))
      .filter(({ before, after }) => before !== after)
      .toSorted((left, right) => left.symbol.index - right.symbol.index);
  }
}

/** As `configure` in the mode `defconfig`, with every symbol evaluated. */
function evaluateAll(tree: KconfigTree, defconfig: Defconfig): Evaluation {
  const { evaluation } = evaluateMode(tree, defconfig, 'defconfig', new Reporter());
  for (const index of tree.tables.lines) if (index >= 0) evaluation.calculateAt(index);
  for (const symbol of tree.visitOrder) evaluation.calculate(symbol);
  return evaluation;
}

function differentNodes(before: Lines, after: Lines): readonly number[] {
  const different: number[] = [];
  for (const [node, lines] of after) if (before.get(node) !== lines) different.push(node);
  for (const node of before.keys()) if (!after.has(node)) different.push(node);
  return different;
}

/** A queue of ranks, each of them once, the lowest first: a bit set that is read upwards. */
class RankQueue {
  readonly #words: Int32Array;
  #lowest = Infinity;

  constructor(length: number) {
    this.#words = new Int32Array((length + 31) >> 5);
  }

  add(rank: number): void {
    this.#words[rank >> 5]! |= 1 << (rank & 31);
    this.#lowest = Math.min(this.#lowest, rank >> 5);
  }

  /** -1 if there is none. */
  take(): number {
    for (let at = this.#lowest; at < this.#words.length; at++) {
      const word = this.#words[at]!;
      if (word === 0) continue;
      const bit = 31 - Math.clz32(word & -word);
      this.#words[at] = word & ~(1 << bit);
      this.#lowest = at;
      return at * 32 + bit;
    }
    this.#lowest = Infinity;
    return -1;
  }
}
