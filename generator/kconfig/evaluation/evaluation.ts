import {
  BOOLEAN,
  CHOICE,
  HIDDEN,
  MEMBER,
  MODULES,
  NO_CONDITION,
  TRANSITIONAL,
  UNKNOWN_TYPE,
  type ConditionLists,
  type ReverseLists,
} from '../tree/evaluation-tables.ts';
import type { Dialect } from '../dialects/dialect.ts';
import {
  AND,
  COMPARE,
  KNOWN,
  NOT,
  type FlatCondition,
  type FlatConditions,
} from '../tree/flat-conditions.ts';
import { choosesByMembers } from '../tree/model/choices.ts';
import type { ConfigSymbol, Expression, Property, ReverseDependency } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { type NumericType, type SymbolType, isNumeric } from '../values/symbol-type.ts';
import { MOD, NO, YES, type Tristate } from '../values/tristate.ts';
import { comparisonHolds, OPERATORS, type CompareOperator } from '../values/comparison.ts';
import { normaliseFloat } from '../values/floats.ts';
import { compareValues, formatNumber, numberOf } from '../values/numbers.ts';

/** The value is up to date. */
const VALID = 1;
/** `.config` gets a line. */
const WRITE = 2;
/** A configuration file or mode gave a value. */
const USER = 4;
/** The members of the choice are still to be given a value before this one is evaluated. */
const PENDING_CHOICE = 8;

/**
 * The values of one configuration while they are computed: the C program's `symbol.c`, with its order of
 * evaluation, because members of a choice depend on each other. All state is in arrays indexed by symbol, or
 * in maps by index for what few symbols have; the tree is only read.
 *
 * An evaluation goes through four phases, and each part of the state has few writers:
 *
 * 1. Read. `apply-defconfig.ts` and `user-value.ts` write `userTristate`, `userText`, `userMember` and the
 *    flag USER, from the lines of a configuration file; `sessions/set-value.ts` does so for an answer, and
 *    `configurations/random.ts` for chance.
 * 2. Settle. `settle-file.ts` evaluates every symbol once, and takes the flag USER from numbers that are
 *    out of their range.
 * 3. Mode. `mode.ts` writes `userTristate` and USER of symbols without a value (all*config), and marks the
 *    choices that are still to be settled (PENDING_CHOICE). Then everything is evaluated again.
 * 4. Write. `configurations/configuration.ts` walks the menus. It only evaluates, and uses the flag WRITE to
 *    write each symbol once.
 *
 * Only this class writes the computed state: `visible`, `directDependency`, `selected`, `implied`, `unmet`,
 * the values, and the flags VALID and WRITE, apart from the walk of phase 4.
 */
export class Evaluation {
  readonly tree: KconfigTree;
  /** What the configuration file or mode gave a bool or tristate. */
  readonly userTristate: Uint8Array;
  /** What it gave any other symbol. */
  readonly userText = new Map<number, string>();
  /** The member that it gave a choice. */
  readonly userMember = new Map<number, ConfigSymbol>();
  /** The most that a visible prompt lets a user set. */
  readonly visible: Uint8Array;
  readonly directDependency: Uint8Array;
  readonly selected: Uint8Array;
  readonly implied: Uint8Array;
  /** Symbols that were selected against their dependencies, in the order in which it showed. */
  readonly unmet = new Set<ConfigSymbol>();
  readonly #tristate: Uint8Array;
  readonly #text: string[];
  readonly #member = new Map<number, ConfigSymbol | undefined>();
  readonly #flags: Uint8Array;
  /** By choice, the members with a value of the user, the last assigned at the end. */
  readonly #assignedMembers = new Map<number, Set<ConfigSymbol>>();
  /** By condition number: 0, or 1 more than the condition's value. */
  readonly #memory: Uint8Array;
  /**
   * If the order of evaluation does not matter, a condition has one value from the first time that it is
   * asked for, and operands that cannot change it are left alone. Else all are evaluated, as by the C
   * program, since that may change what is asked for later.
   */
  readonly #remembers: boolean;
  readonly #dialect: Dialect;
  readonly #conditions: FlatConditions;
  /** What MODULES was when it was last evaluated. */
  #modules = NO;

  /** @param isInOrder whether all operands are evaluated, which shows in values that are out of date. */
  constructor(tree: KconfigTree, isInOrder = tree.isOrderSensitive) {
    const { symbols } = tree;
    const { length } = symbols;
    this.tree = tree;
    this.#dialect = tree.dialect;
    this.#conditions = tree.conditions;
    this.#memory = new Uint8Array(tree.conditionCount + 1);
    this.#remembers = !isInOrder;
    this.userTristate = new Uint8Array(length);
    this.visible = new Uint8Array(length);
    this.directDependency = new Uint8Array(length);
    this.selected = new Uint8Array(length);
    this.implied = new Uint8Array(length);
    this.#tristate = new Uint8Array(length);
    this.#text = [...tree.tables.texts];
    this.#flags = new Uint8Array(length);
    for (const [symbol, value] of [
      [tree.yes, YES],
      [tree.mod, MOD],
      [tree.no, NO],
    ] as const) {
      this.#tristate[symbol.index] = value;
      this.#flags[symbol.index] = VALID;
    }
  }

  hasUserValue(symbol: ConfigSymbol): boolean {
    return this.hasUserValueAt(symbol.index);
  }

  /** The same for the symbol with that index. */
  hasUserValueAt(index: number): boolean {
    return (this.#flags[index]! & USER) !== 0;
  }

  setHasUserValue(symbol: ConfigSymbol, has: boolean): void {
    this.#setFlag(symbol, USER, has);
  }

  isValid(symbol: ConfigSymbol): boolean {
    return (this.#flags[symbol.index]! & VALID) !== 0;
  }

  invalidate(symbol: ConfigSymbol): void {
    this.#setFlag(symbol, VALID, false);
    this.#memory.fill(0);
  }

  /** Takes a symbol back to where nothing was read and nothing evaluated. */
  forget(symbol: ConfigSymbol): void {
    const { index } = symbol;
    this.#flags[index] = 0;
    this.userTristate[index] = NO;
    this.userText.delete(index);
    this.userMember.delete(index);
    this.#assignedMembers.delete(index);
    this.#text[index] = this.tree.tables.texts[index]!;
    this.unmet.delete(symbol);
    this.#memory.fill(0);
  }

  /** Has all conditions worked out again when they are asked for the next time. */
  forgetConditions(): void {
    this.#memory.fill(0);
  }

  /** Whether `.config` has a line for the symbol, as far as it has been evaluated. */
  isWritten(symbol: ConfigSymbol): boolean {
    return this.isWrittenAt(symbol.index);
  }

  /** The same for the symbol with that index. */
  isWrittenAt(index: number): boolean {
    return (this.#flags[index]! & WRITE) !== 0;
  }

  setWrittenAt(index: number, on: boolean): void {
    if (on) this.#flags[index]! |= WRITE;
    else this.#flags[index]! &= ~WRITE;
  }

  /** Whether a file or mode gave the symbol a value, or `.config` gets a line for it. */
  isAskedForOrWritten(index: number): boolean {
    return (this.#flags[index]! & (USER | WRITE)) !== 0;
  }

  setPendingChoice(symbol: ConfigSymbol): void {
    this.#setFlag(symbol, PENDING_CHOICE, true);
  }

  /** The value of a bool, tristate or choice; n for all others. */
  tristate(symbol: ConfigSymbol): Tristate {
    return this.#tristate[symbol.index] as Tristate;
  }

  /** The chosen member of a choice. */
  member(symbol: ConfigSymbol): ConfigSymbol | undefined {
    return this.#member.get(symbol.index);
  }

  /** The value as `.config` has it. */
  text(symbol: ConfigSymbol): string {
    if ((this.tree.tables.kinds[symbol.index]! & BOOLEAN) === 0) return this.#text[symbol.index]!;
    switch (this.tristate(symbol)) {
      case YES:
        return 'y';
      case MOD:
        this.calculate(this.tree.modules);
        return this.tristate(this.tree.modules) === NO ? 'n' : 'm';
      default:
        return 'n';
    }
  }

  /** What a default that names the symbol copies: of a bool or tristate always n. */
  rawText(symbol: ConfigSymbol): string {
    return this.#text[symbol.index]!;
  }

  /** The type that counts: a tristate is bool without modules, and in a choice that is y. */
  effectiveType(symbol: ConfigSymbol): SymbolType {
    if (symbol.type !== 'tristate') return symbol.type;
    if (symbol.choice && this.visible[symbol.index] === YES) return 'bool';
    return this.#modules === NO ? 'bool' : 'tristate';
  }

  /** Forgets all values and evaluates MODULES, which the types depend on. */
  invalidateAll(): void {
    this.invalidateAllButModules();
    for (const symbol of this.tree.deepOrder ?? []) this.calculate(symbol);
  }

  /** The same where nothing else may be evaluated yet. */
  invalidateAllButModules(): void {
    this.#memory.fill(0);
    for (let index = this.tree.yes.index + 1; index < this.#flags.length; index++) {
      this.#flags[index]! &= ~VALID;
    }
    this.calculate(this.tree.modules);
  }

  /** The value of a condition; y if there is none. */
  evaluate(expression: Expression | undefined): Tristate {
    if (!expression) return YES;
    const { number } = expression;
    if (number === 0) {
      if (expression.kind === 'symbol') return this.#tristateAt(expression.symbol.index);
      return this.#evaluateFlat(this.#conditions.other(expression), 0);
    }
    if (this.#conditions.starts[number] === 0) this.#conditions.add(expression);
    return this.#evaluateNumbered(number);
  }

  /** The value of a condition that has that number and has been made. */
  #evaluateNumbered(number: number): Tristate {
    const known = this.#memory[number]!;
    if (known !== 0) return (known - 1) as Tristate;
    const { numbered, starts } = this.#conditions;
    const value = this.#evaluateFlat(numbered, starts[number]!);
    if (this.#remembers) this.#memory[number] = value + 1;
    return value;
  }

  /** The value of the condition that begins at that place. */
  #evaluateFlat(flat: FlatCondition, start: number): Tristate {
    const code = flat[start]!;
    if (code >= 0) return this.#tristateAt(code);
    switch (code) {
      case KNOWN:
        return this.#evaluateNumbered(flat[start + 2]!);
      case NOT:
        return (YES - this.#evaluateFlat(flat, start + 2)) as Tristate;
      case COMPARE:
        return this.#compare(OPERATORS[flat[start + 2]!]!, flat[start + 3]!, flat[start + 4]!);
      default: {
        // A NO operand decides AND, a YES operand decides OR.
        const isAnd = code === AND;
        const deciding = isAnd ? NO : YES;
        let value: Tristate = isAnd ? YES : NO;
        const end = start + flat[start + 1]!;
        for (let at = start + 2; at < end; at += flat[at]! >= 0 ? 1 : flat[at + 1]!) {
          const one = this.#evaluateFlat(flat, at);
          if (one === deciding && this.#remembers) return deciding;
          if (isAnd ? one < value : one > value) value = one;
        }
        return value;
      }
    }
  }

  #compare(operator: CompareOperator, left: number, right: number): Tristate {
    this.calculateAt(left);
    this.calculateAt(right);
    const [one, other] = [this.#symbol(left), this.#symbol(right)];
    const order = compareValues(
      this.text(one),
      one.type,
      this.text(other),
      other.type,
      this.#dialect.comparesSigned,
    );
    return comparisonHolds(operator, order) ? YES : NO;
  }

  /** Brings a symbol's value up to date. */
  calculate(symbol: ConfigSymbol): void {
    if ((this.#flags[symbol.index]! & VALID) === 0) this.calculateAt(symbol.index);
  }

  /** The same for the symbol with that index. */
  calculateAt(index: number): void {
    const flags = this.#flags;
    if ((flags[index]! & VALID) !== 0) return;
    const kind = this.tree.tables.kinds[index]!;
    if ((kind & MEMBER) !== 0 && (flags[index]! & PENDING_CHOICE) !== 0) {
      flags[index]! &= ~PENDING_CHOICE;
      this.calculate(this.#symbol(index).choice!);
    }
    flags[index]! |= VALID;
    if ((kind & UNKNOWN_TYPE) !== 0) {
      this.#tristate[index] = NO;
      return;
    }
    flags[index]! &= ~WRITE;
    this.#calculateVisibility(index, kind);
    if (this.visible[index] !== NO || this.#isShownByChoice(index, kind)) flags[index]! |= WRITE;

    this.#tristate[index] = NO;
    if ((kind & BOOLEAN) !== 0) {
      this.#calculateTristate(index, kind);
    } else {
      this.#text[index] = this.emptyText(this.#symbol(index));
      this.#calculateText(this.#symbol(index));
    }
    if ((kind & MODULES) !== 0) this.#modules = this.#tristate[index] as Tristate;
    if ((kind & CHOICE) !== 0 && (flags[index]! & WRITE) !== 0) {
      for (const member of this.#symbol(index).members) {
        if (this.visible[member.index] !== NO || !this.#dialect.hidesMembers) flags[member.index]! |= WRITE;
      }
    }
    if ((kind & (HIDDEN | TRANSITIONAL)) !== 0) flags[index]! &= ~WRITE;
    if ((kind & CHOICE) !== 0 && (flags[index]! & PENDING_CHOICE) !== 0) {
      this.settleMembers(this.#symbol(index));
    }
  }

  /** The value of a number or text that has none. */
  emptyText({ type }: ConfigSymbol): string {
    if (!this.#dialect.numbersAreZero) return '';
    return type === 'int' ? '0' : type === 'hex' ? '0x0' : '';
  }

  #symbol(index: number): ConfigSymbol {
    return this.tree.symbols[index]!;
  }

  /** Gives the members of a choice that have no value n, and has the choice evaluated again. */
  settleMembers(choice: ConfigSymbol): void {
    for (const member of choice.members) {
      if (!this.hasUserValue(member)) this.userTristate[member.index] = NO;
    }
    this.#flags[choice.index]! |= USER;
    this.#flags[choice.index]! &= ~(VALID | PENDING_CHOICE);
    this.#memory.fill(0);
  }

  #calculateTristate(index: number, kind: number): void {
    const visible = this.visible[index] as Tristate;
    let value: Tristate = NO;
    if ((kind & CHOICE) !== 0) {
      this.#member.delete(index);
      if (this.#choosesByMembers(this.#symbol(index))) {
        const member = this.#chooseByMembers(this.#symbol(index));
        this.#member.set(index, member);
        this.#tristate[index] = member ? YES : NO;
        return;
      }
    }
    if ((kind & MEMBER) !== 0 && (visible === YES || this.#choosesByMembers(this.#symbol(index).choice!))) {
      const symbol = this.#symbol(index);
      const choice = symbol.choice!;
      if (this.#choosesByMembers(choice)) this.calculate(choice);
      value = this.#member.get(choice.index) === symbol ? YES : NO;
    } else {
      if (visible !== NO && (this.#flags[index]! & USER) !== 0) {
        value = Math.min(this.userTristate[index]!, visible) as Tristate;
      } else {
        value = this.#withoutUser(index, kind);
      }
      const selected = this.selected[index] as Tristate;
      if (this.#dialect.selectsWithinDependencies) {
        if (selected !== NO && this.directDependency[index] === NO) value = NO;
        else if (selected > value) value = selected;
      } else {
        if (this.directDependency[index]! < selected) this.unmet.add(this.#symbol(index));
        if (selected > value) value = selected;
      }
    }
    const isForced = this.implied[index] === YES && !this.#dialect.implyKeepsModule;
    if (value === MOD && (isForced || this.#isBool(index))) value = YES;
    this.#tristate[index] = value;
    if ((kind & CHOICE) !== 0 && value === YES) {
      this.#member.set(index, this.#chooseMember(this.#symbol(index)));
    }
  }

  /** The value that defaults and implies give. */
  #withoutUser(index: number, kind: number): Tristate {
    let value: Tristate = NO;
    if (this.selected[index] !== NO) this.#flags[index]! |= WRITE;
    if ((kind & CHOICE) !== 0) return value;
    if ((kind & MEMBER) !== 0 && this.#dialect.membersDefaultToN) return value;
    const { defaults } = this.tree.tables;
    const last = defaults.starts[index + 1]!;
    for (let at = defaults.starts[index]!; at < last; at++) {
      const limit = this.#evaluateAt(defaults, at);
      if (limit === NO) continue;
      const source = defaults.values[at]!;
      const own =
        source >= 0
          ? this.#tristateAt(source)
          : this.evaluate(this.#symbol(index).defaults[at - defaults.starts[index]!]!.value);
      value = Math.min(own, limit) as Tristate;
      if (value !== NO || this.#dialect.writesDefaultN) this.#flags[index]! |= WRITE;
      break;
    }
    const implied = this.implied[index] as Tristate;
    if (implied === NO || !this.#isReached(index)) return value;
    this.#flags[index]! |= WRITE;
    const raised = Math.max(value, implied) as Tristate;
    if (!this.#dialect.writesImplied) return raised;
    return Math.min(raised, this.directDependency[index]!) as Tristate;
  }

  #calculateText(symbol: ConfigSymbol): void {
    const { index } = symbol;
    if (this.visible[index] !== NO && this.hasUserValue(symbol) && !this.#isRejected(symbol)) {
      this.#text[index] = this.userText.get(index) ?? '';
    } else {
      const { defaults } = this.tree.tables;
      const at = this.#firstAt(defaults, index);
      const source = at < 0 ? -1 : defaults.values[at]!;
      if (source >= 0) {
        this.#flags[index]! |= WRITE;
        this.calculateAt(source);
        const text = this.#text[source]!;
        this.#text[index] = symbol.type === 'float' ? normaliseFloat(text) : text;
      }
    }
    const clamped = this.#clamp(symbol);
    if (clamped !== undefined) this.#text[index] = clamped;
  }

  /** Whether the number of a file is not taken since it lies beyond its range. */
  #isRejected(symbol: ConfigSymbol): boolean {
    if (!this.#dialect.rejectsWhileEvaluating || !isNumeric(symbol)) return false;
    const range = this.firstThatHolds(symbol.ranges);
    if (!range) return false;
    const value = numberOf(symbol.type, this.userText.get(symbol.index) ?? '');
    return value < this.bound(range.low, symbol.type) || value > this.bound(range.high, symbol.type);
  }

  /** The bound that the value of a number lies beyond, as text. */
  #clamp(symbol: ConfigSymbol): string | undefined {
    if (!isNumeric(symbol)) return undefined;
    const { ranges } = this.tree.tables;
    const at = this.#firstAt(ranges, symbol.index);
    if (at < 0) return undefined;
    const range = symbol.ranges[at - ranges.starts[symbol.index]!]!;
    const { type } = symbol;
    const value = numberOf(type, this.#text[symbol.index]!);
    let limit = range.low;
    let bound = this.bound(limit, type);
    if (value >= bound) {
      limit = range.high;
      bound = this.bound(limit, type);
      if (value <= bound) return undefined;
    }
    return this.#dialect.copiesBounds ? this.#text[limit.index]! : formatNumber(type, bound);
  }

  /** A bound of a range: the symbol's number, read as its own type wants it if it has one. */
  bound(symbol: ConfigSymbol, type: NumericType): bigint | number {
    this.calculate(symbol);
    return numberOf(isNumeric(symbol) ? symbol.type : type, this.#text[symbol.index]!);
  }

  /** The first clause whose condition is not n. */
  firstThatHolds<P extends Property>(properties: readonly P[]): P | undefined {
    return properties.find((property) => this.evaluate(property.condition) !== NO);
  }

  /** The place of the first condition of a symbol that is not n; -1 if there is none. */
  #firstAt(lists: ConditionLists, index: number): number {
    const last = lists.starts[index + 1]!;
    for (let at = lists.starts[index]!; at < last; at++) {
      if (this.#evaluateAt(lists, at) !== NO) return at;
    }
    return -1;
  }

  #calculateVisibility(index: number, kind: number): void {
    if ((kind & TRANSITIONAL) !== 0) {
      this.visible[index] = YES;
      this.directDependency[index] = YES;
      return;
    }
    const { prompts, directDependencies, selectedBy, impliedBy } = this.tree.tables;
    let visible: Tristate = NO;
    const lastPrompt = prompts.starts[index + 1]!;
    for (let at = prompts.starts[index]!; at < lastPrompt; at++) {
      let one = this.#evaluateAt(prompts, at);
      if (one === MOD && this.#isMemberOfYes(index)) one = NO;
      if (one > visible) visible = one;
    }
    if (visible === MOD && (this.#symbol(index).type !== 'tristate' || this.#modules === NO)) {
      visible = YES;
    }
    this.visible[index] = visible;
    if ((kind & MEMBER) !== 0 && !this.#dialect.selectsMembers) return;

    const firstDirect = directDependencies.starts[index]!;
    const lastDirect = directDependencies.starts[index + 1]!;
    let direct: Tristate = firstDirect === lastDirect ? YES : NO;
    for (let at = firstDirect; at < lastDirect; at++) {
      const one = this.#evaluateAt(directDependencies, at);
      if (one > direct) direct = one;
    }
    this.directDependency[index] = this.#round(index, direct);
    this.selected[index] = this.#round(index, this.#raised(selectedBy, index));
    this.implied[index] =
      this.#dialect.impliesBeyondDependencies || this.#isReached(index)
        ? this.#round(index, this.#raised(impliedBy, index))
        : NO;
  }

  /** Whether a member has a line since its choice has been evaluated and is visible. */
  #isShownByChoice(index: number, kind: number): boolean {
    if ((kind & MEMBER) === 0 || this.#dialect.hidesMembers) return false;
    const choice = this.#symbol(index).choice!;
    return this.isValid(choice) && this.visible[choice.index] !== NO;
  }

  /** Whether its dependencies let an imply act on the symbol. */
  #isReached(index: number): boolean {
    return this.#dialect.writesImplied || this.directDependency[index] !== NO;
  }

  /** Whether it is a tristate member of a choice that is y. */
  #isMemberOfYes(index: number): boolean {
    const { choice, type } = this.#symbol(index);
    return choice !== undefined && type === 'tristate' && this.tristate(choice) === YES;
  }

  /** The most that the selects or implies of a symbol raise it to. */
  #raised(lists: ReverseLists, index: number): Tristate {
    const { starts, by } = lists;
    const last = starts[index + 1]!;
    let raised: Tristate = NO;
    for (let at = starts[index]!; at < last; at++) {
      let one = this.#tristateAt(by[at]!);
      if (one === NO && this.#remembers) continue;
      const limit = this.#evaluateAt(lists, at);
      if (limit < one) one = limit;
      if (one > raised) raised = one;
    }
    return raised;
  }

  #evaluateAt({ numbers, conditions }: ConditionLists, at: number): Tristate {
    const number = numbers[at]!;
    if (number === NO_CONDITION) return YES;
    if (number < NO_CONDITION) return this.#tristateAt(-2 - number);
    const known = this.#memory[number]!;
    if (known !== 0) return (known - 1) as Tristate;
    if (this.#conditions.starts[number] !== 0) return this.#evaluateNumbered(number);
    return this.evaluate(conditions.at(at));
  }

  #tristateAt(index: number): Tristate {
    if ((this.#flags[index]! & VALID) === 0) this.calculateAt(index);
    return this.#tristate[index] as Tristate;
  }

  /** What a select or imply raises its target to. */
  raisesTo({ by, condition }: ReverseDependency): Tristate {
    const value = this.#tristateAt(by.index);
    if ((value === NO && this.#remembers) || !condition) return value;
    return Math.min(value, this.evaluate(condition)) as Tristate;
  }

  /** A bool has no m: what would be m is y. */
  #round(index: number, value: Tristate): Tristate {
    return value === MOD && this.#isBool(index) ? YES : value;
  }

  #isBool(index: number): boolean {
    return this.effectiveType(this.#symbol(index)) === 'bool';
  }

  #choosesByMembers(choice: ConfigSymbol): boolean {
    return choosesByMembers(choice, this.#dialect);
  }

  /** The member of a choice for which what its lines say of all members counts. */
  #chooseByMembers(choice: ConfigSymbol): ConfigSymbol | undefined {
    let isNew = false;
    for (const member of choice.members) {
      this.#calculateVisibility(member.index, this.tree.tables.kinds[member.index]!);
      if (this.visible[member.index] !== NO && !this.hasUserValue(member)) isNew = true;
    }
    if (isNew) this.#flags[choice.index]! &= ~USER;
    const isVisible = ({ index }: ConfigSymbol): boolean => this.visible[index] !== NO;
    const isUser = (member: ConfigSymbol, value: Tristate): boolean =>
      this.hasUserValue(member) && this.userTristate[member.index] === value;
    const assigned = [...(this.#assignedMembers.get(choice.index) ?? [])];
    const chosen = assigned.findLast((member) => isVisible(member) && isUser(member, YES));
    if (chosen) return chosen;
    const byDefault = this.defaultMember(choice);
    if (byDefault && !isUser(byDefault, NO)) return byDefault;
    const isFree = (member: ConfigSymbol): boolean => isVisible(member) && !this.hasUserValue(member);
    return choice.members.find(isFree) ?? assigned.find(isVisible);
  }

  /** Notes that a line or an answer gave a member of a choice a value, which makes it count the most. */
  prefer(member: ConfigSymbol): void {
    const { index } = member.choice!;
    const assigned = this.#assignedMembers.get(index);
    if (!assigned) {
      this.#assignedMembers.set(index, new Set([member]));
      return;
    }
    assigned.delete(member);
    assigned.add(member);
  }

  #chooseMember(choice: ConfigSymbol): ConfigSymbol | undefined {
    let allHaveUserValue = true;
    for (const member of choice.members) {
      this.#calculateVisibility(member.index, this.tree.tables.kinds[member.index]!);
      if (this.visible[member.index] !== NO && !this.hasUserValue(member)) allHaveUserValue = false;
    }
    if (!allHaveUserValue) this.#flags[choice.index]! &= ~USER;
    const user = this.userMember.get(choice.index);
    if (user && this.visible[user.index] !== NO) return user;
    const member = this.defaultMember(choice);
    if (!member) this.#tristate[choice.index] = NO;
    return member;
  }

  /** The member that a choice takes by itself: the first default that is visible, otherwise the first visible member. */
  defaultMember(choice: ConfigSymbol): ConfigSymbol | undefined {
    if (this.#dialect.selectsMembers) {
      const selected = choice.members.find((member) => this.selected[member.index] !== NO);
      if (selected) return selected;
    }
    for (const { condition, value } of choice.defaults) {
      if (this.evaluate(condition) === NO || value.kind !== 'symbol') continue;
      if (this.visible[value.symbol.index] !== NO) return value.symbol;
    }
    return choice.members.find((member) => this.visible[member.index] !== NO);
  }

  #setFlag(symbol: ConfigSymbol, flag: number, on: boolean): void {
    if (on) this.#flags[symbol.index]! |= flag;
    else this.#flags[symbol.index]! &= ~flag;
  }
}
