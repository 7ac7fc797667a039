import type { Dialect } from '../../dialects/dialect.ts';
import { isBoolean } from '../../values/symbol-type.ts';
import type { ChainExpression, CompareExpression, ConfigSymbol, Expression, SymbolExpression } from '../model/model.ts';
import { ConditionClasses } from './classes.ts';
import { chain, compareExpression, not, symbolExpression } from './expression.ts';
import { type JoinableSymbols, Partners } from './partners.ts';

/** y, m and n of the tree that is being built. */
export interface Constants {
  readonly yes: ConfigSymbol;
  readonly mod: ConfigSymbol;
  readonly no: ConfigSymbol;
}

const INVERSE = {
  '=': '!=',
  '!=': '=',
  '<=': '>',
  '>=': '<',
  '<': '>=',
  '>': '<=',
} as const;

/**
 * The C program's simplifications, which change a condition's value only where a tristate meets a
 * bool, and its form in messages. Exactness needs their results, not their way of rewriting in place.
 */
export class Simplifier {
  readonly #constants: Constants;
  readonly #modules: ConfigSymbol;
  readonly #onBoolComparedWithM: (comparison: CompareExpression) => void;
  readonly #spend: (pairs: number) => void;
  readonly #classes: ConditionClasses;
  readonly #foldsConstants: boolean;

  /**
   * @param modules the symbol that lets `m` exist; `no` when the tree has none.
   * @param spend called with the number of pairs of operands that are compared, or with what other
   * work counts as much; may throw to end the work.
   */
  constructor(
    constants: Constants,
    modules: ConfigSymbol,
    onBoolComparedWithM: (comparison: CompareExpression) => void,
    spend: (pairs: number) => void,
    { foldsConstants }: Pick<Dialect, 'foldsConstants'>,
  ) {
    this.#foldsConstants = foldsConstants;
    this.#constants = constants;
    this.#modules = modules;
    this.#onBoolComparedWithM = onBoolComparedWithM;
    this.#spend = spend;
    this.#classes = new ConditionClasses((expression) => this.eliminateConstants(expression), spend);
  }

  /** Replaces `m` by `m && MODULES`, so that it is `n` without modules. */
  rewriteM(expression: Expression): Expression {
    switch (expression.kind) {
      case 'compare':
        return expression;
      case 'symbol':
        if (expression.symbol !== this.#constants.mod) return expression;
        return chain('and', [expression, symbolExpression(this.#modules)]);
      case 'not':
        return mapOperand(expression, (operand) => this.rewriteM(operand));
      default:
        return mapChain(expression, (operand) => this.rewriteM(operand));
    }
  }

  /** Compares bools with nothing, drops double negations, moves `!` inwards. */
  transform(expression: Expression): Expression {
    switch (expression.kind) {
      case 'symbol':
        return expression;
      case 'compare':
        return this.#transformCompare(expression);
      case 'not':
        return this.#transformNot(this.transform(expression.operand));
      default:
        return mapChain(expression, (operand) => this.transform(operand));
    }
  }

  #transformCompare(expression: CompareExpression): Expression {
    const { operator, left, right, position } = expression;
    const { yes, mod, no } = this.#constants;
    if (left.type !== 'bool' || (operator !== '=' && operator !== '!=')) return expression;
    const equal = operator === '=';
    if (right === mod) {
      this.#onBoolComparedWithM(expression);
      return symbolExpression(equal ? no : yes, position);
    }
    if (right !== yes && right !== no) return expression;
    const symbol = symbolExpression(left, position);
    return equal === (right === yes) ? symbol : not(symbol);
  }

  #transformNot(operand: Expression): Expression {
    const { yes, mod, no } = this.#constants;
    switch (operand.kind) {
      case 'not':
        return operand.operand;
      case 'compare':
        return compareExpression(
          INVERSE[operand.operator],
          operand.left,
          operand.right,
          operand.position,
        );
      case 'symbol':
        if (operand.symbol === yes) return symbolExpression(no, operand.position);
        if (operand.symbol === mod) return operand;
        if (operand.symbol === no) return symbolExpression(yes, operand.position);
        return not(operand);
      default:
        return chain(
          operand.kind === 'and' ? 'or' : 'and',
          operand.operands.map((part) => this.#transformNot(part)),
        );
    }
  }

  /** For properties of symbols that are not tristate: `T != n` of a tristate T becomes T. */
  transformForBool(expression: Expression): Expression {
    switch (expression.kind) {
      case 'symbol':
        return expression;
      case 'compare': {
        const { operator, left, right, position } = expression;
        const matches =
          operator === '!=' && left.type === 'tristate' && right === this.#constants.no;
        return matches ? symbolExpression(left, position) : expression;
      }
      case 'not':
        return mapOperand(expression, (operand) => this.transformForBool(operand));
      default:
        return mapChain(expression, (operand) => this.transformForBool(operand));
    }
  }

  /** Joins operands of one chain that repeat or contain each other, until nothing changes. */
  eliminateDuplicates(expression: Expression): Expression {
    let current = this.#foldsConstants ? this.eliminateConstants(expression) : expression;
    while (current.kind === 'and' || current.kind === 'or') {
      const joined = this.#joinOperands(current);
      if (joined === current) break;
      current = this.eliminateConstants(joined);
    }
    return current;
  }

  /** One pass; the same object when nothing was joined. */
  #joinOperands(expression: ChainExpression): ChainExpression {
    const { operands } = expression;
    if (operands.length <= FEW)
      return areFewAboutDistinctSymbols(operands) ? expression : this.#joinFew(expression);
    this.#spend(operands.length);
    return areAboutDistinctSymbols(operands) ? expression : this.#joinMany(expression);
  }

  #joinFew(expression: ChainExpression): ChainExpression {
    const { kind } = expression;
    const operands = [...expression.operands];
    let changed = false;
    for (let i = 0; i < operands.length; i++) {
      const inner = operands[i]!;
      if (inner.kind === 'and' || inner.kind === 'or') {
        const joined = this.#joinOperands(inner);
        if (joined !== inner) {
          operands[i] = joined;
          changed = true;
        }
      }
      for (let j = 0; j < operands.length; j++) {
        if (i === j) continue;
        this.#spend(1);
        const joined = this.#join(kind, operands[i]!, operands[j]!);
        if (!joined) continue;
        operands[i] = symbolExpression(kind === 'or' ? this.#constants.no : this.#constants.yes);
        operands[j] = joined;
        changed = true;
      }
    }
    return changed ? { kind, operands, number: 0, place: 0 } : expression;
  }

  /** The same joins in the same order, without the pairs that cannot be joined. */
  #joinMany(expression: ChainExpression): ChainExpression {
    const { kind } = expression;
    const partners = new Partners(expression.operands, this.#classes, JOINABLE);
    const { operands } = partners;
    let changed = false;
    for (let i = 0; i < operands.length; i++) {
      const inner = operands[i]!;
      if (inner.kind === 'and' || inner.kind === 'or') {
        const joined = this.#joinOperands(inner);
        if (joined !== inner) {
          partners.replace(i, joined);
          changed = true;
        }
      }
      for (let j = partners.next(i, -1); j >= 0; j = partners.next(i, j)) {
        this.#spend(1);
        const joined = this.#join(kind, operands[i]!, operands[j]!);
        if (!joined) continue;
        this.#spend(operands.length >> MOVED);
        partners.replace(i, symbolExpression(kind === 'or' ? this.#constants.no : this.#constants.yes));
        partners.replace(j, joined);
        changed = true;
      }
    }
    return changed ? { kind, operands, number: 0, place: 0 } : expression;
  }

  #join(kind: 'and' | 'or', left: Expression, right: Expression): Expression | undefined {
    if (this.equal(left, right)) return left;
    const symbol = joinableSymbol(left, true);
    if (!symbol || symbol !== joinableSymbol(right, false)) return undefined;
    if (!isBoolean(symbol)) return undefined;
    return kind === 'or' ? this.#joinOr(symbol, left, right) : this.#joinAnd(symbol, left, right);
  }

  #joinOr(symbol: ConfigSymbol, left: Expression, right: Expression): Expression | undefined {
    const { yes } = this.#constants;
    if (symbol.type === 'tristate') {
      if (!isCompare(left, '=') || !isCompare(right, '=')) return undefined;
      const third = this.#thirdConstant(left.right, right.right);
      return third && compareExpression('!=', symbol, third, left.position);
    }
    const opposites =
      (left.kind === 'not' && left.operand.kind === 'symbol' && right.kind === 'symbol') ||
      (right.kind === 'not' && right.operand.kind === 'symbol' && left.kind === 'symbol');
    return opposites ? symbolExpression(yes) : undefined;
  }

  #joinAnd(symbol: ConfigSymbol, left: Expression, right: Expression): Expression | undefined {
    const { yes, mod, no } = this.#constants;
    const pair = symbolAndCompare(left, right);
    if (pair) {
      const { alone, compare } = pair;
      const { operator } = compare;
      if (operator === '=' && compare.right === yes) return compare;
      if (operator === '!=' && compare.right === no) return alone;
      if (operator === '!=' && compare.right === mod) {
        return compareExpression('=', symbol, yes, compare.position);
      }
      return undefined;
    }
    if (symbol.type !== 'tristate') return undefined;
    if (left.kind !== 'compare' || right.kind !== 'compare') return undefined;
    if (left.operator === '!=' && right.operator === '!=') {
      const third = this.#thirdConstant(left.right, right.right);
      return third && compareExpression('=', symbol, third, left.position);
    }
    const [equal, unequal] = left.operator === '=' ? [left, right] : [right, left];
    if (equal.operator !== '=' || unequal.operator !== '!=') return undefined;
    if (!equal.right.isConstant || !unequal.right.isConstant) return undefined;
    return equal.right === unequal.right ? symbolExpression(no) : equal;
  }

  /** The constant that remains of y, m and n without two different ones. */
  #thirdConstant(first: ConfigSymbol, second: ConfigSymbol): ConfigSymbol | undefined {
    const { yes, mod, no } = this.#constants;
    const all = [yes, mod, no];
    if (first === second || !all.includes(first) || !all.includes(second)) return undefined;
    return all.find((constant) => constant !== first && constant !== second);
  }

  /** Removes neutral operands; an operand that decides the chain replaces it. */
  eliminateConstants(expression: Expression): Expression {
    if (expression.kind !== 'and' && expression.kind !== 'or') return expression;
    const { yes, no } = this.#constants;
    const neutral = expression.kind === 'and' ? yes : no;
    const deciding = expression.kind === 'and' ? no : yes;
    const kept: Expression[] = [];
    let changed = false;
    for (const operand of expression.operands) {
      const simple = this.eliminateConstants(operand);
      if (isSymbol(simple, deciding)) return simple;
      if (!isSymbol(simple, neutral)) kept.push(simple);
      changed ||= kept.at(-1) !== operand;
    }
    if (!changed) return expression;
    return kept.length === 0 ? symbolExpression(neutral) : chain(expression.kind, kept);
  }

  /** Whether two conditions are the same except for the order of operands. */
  equal(left: Expression, right: Expression): boolean {
    if (left === right) return true;
    switch (left.kind) {
      case 'symbol':
        return right.kind === 'symbol' && left.symbol === right.symbol;
      case 'compare':
        return (
          right.kind === 'compare' &&
          left.operator === right.operator &&
          left.left === right.left &&
          left.right === right.right
        );
      case 'not':
        return right.kind === 'not' && this.equal(left.operand, right.operand);
      default: {
        if (right.kind !== left.kind) return false;
        if (!hasConstant(left) && !hasConstant(right)) {
          return this.#haveSameOperands(left.operands, (right as ChainExpression).operands);
        }
        const rest = this.eliminateEqual(left, right);
        return (
          rest.left.kind === 'symbol' &&
          rest.right.kind === 'symbol' &&
          rest.left.symbol === rest.right.symbol
        );
      }
    }
  }

  /**
   * Whether the operands are the same except for their order. Without constants in them, that is what
   * taking the equal ones away from both comes to, at a tenth of the time.
   */
  #haveSameOperands(lefts: readonly Expression[], rights: readonly Expression[]): boolean {
    this.#spend(lefts.length + rights.length);
    if (lefts.length !== rights.length) return false;
    if (lefts.length > FEW) return this.#haveSameMany(lefts, rights);
    const left = [...rights];
    for (const one of lefts) {
      this.#spend(left.length);
      const match = left.findIndex((other) => this.equal(one, other));
      if (match < 0) return false;
      left.splice(match, 1);
    }
    return true;
  }

  #haveSameMany(lefts: readonly Expression[], rights: readonly Expression[]): boolean {
    const left = this.#byClass(rights);
    for (const one of lefts) {
      const others = left.get(this.#classes.of(one)) ?? [];
      this.#spend(others.length);
      const match = others.findIndex((at) => this.equal(one, rights[at]!));
      if (match < 0) return false;
      others.splice(match, 1);
    }
    return true;
  }

  /** The positions of conditions by class, in ascending order. */
  #byClass(conditions: readonly Expression[]): Map<number, number[]> {
    const positions = new Map<number, number[]>();
    conditions.forEach((condition, at) => {
      const number = this.#classes.of(condition);
      const list = positions.get(number);
      if (list) list.push(at);
      else positions.set(number, [at]);
    });
    return positions;
  }

  /** Removes the operands that both have. */
  eliminateEqual(left: Expression, right: Expression): { left: Expression; right: Expression } {
    let pair = { left, right };
    if (left.kind === 'and' || left.kind === 'or') {
      pair = this.#eliminateEqualIn(left.kind, pair.left, pair.right);
    }
    if (pair.left.kind !== pair.right.kind) {
      const { kind } = pair.right;
      if (kind === 'and' || kind === 'or') {
        pair = this.#eliminateEqualIn(kind, pair.left, pair.right);
      }
    }
    return {
      left: this.eliminateConstants(pair.left),
      right: this.eliminateConstants(pair.right),
    };
  }

  #eliminateEqualIn(
    kind: 'and' | 'or',
    left: Expression,
    right: Expression,
  ): { left: Expression; right: Expression } {
    const { yes, no } = this.#constants;
    const neutral = symbolExpression(kind === 'or' ? no : yes);
    const lefts = operandsOf(left, kind);
    const rights = operandsOf(right, kind);
    this.#spend(LISTS + lefts.length + rights.length);
    if (lefts.length > FEW && rights.length > FEW) {
      this.#eliminateMany(lefts, rights, neutral);
      return { left: chain(kind, lefts), right: chain(kind, rights) };
    }
    for (let i = 0; i < lefts.length; i++) {
      for (let j = 0; j < rights.length; j++) {
        this.#spend(1);
        const one = lefts[i]!;
        const other = rights[j]!;
        if (one.kind === 'symbol' && other.kind === 'symbol' && one.symbol === other.symbol) {
          if (one.symbol === yes || one.symbol === no) continue;
        }
        if (!this.equal(one, other)) continue;
        lefts[i] = neutral;
        rights[j] = neutral;
      }
    }
    return { left: chain(kind, lefts), right: chain(kind, rights) };
  }

  /** The same as for every pair in order, since what has been taken away equals nothing any more. */
  #eliminateMany(lefts: Expression[], rights: Expression[], neutral: Expression): void {
    const { yes, no } = this.#constants;
    const left = this.#byClass(rights);
    for (let i = 0; i < lefts.length; i++) {
      const one = lefts[i]!;
      if (isSymbol(one, yes) || isSymbol(one, no)) continue;
      const others = left.get(this.#classes.of(one)) ?? [];
      this.#spend(others.length);
      const match = others.findIndex((at) => this.equal(one, rights[at]!));
      if (match < 0) continue;
      lefts[i] = neutral;
      rights[others[match]!] = neutral;
      others.splice(match, 1);
    }
  }
}

const JOINABLE: JoinableSymbols = {
  ofLeft: (operand) => joinableSymbol(operand, true),
  ofRight: (operand) => joinableSymbol(operand, false),
};

/** Cost, in comparisons, of copying the two lists of operands. */
const LISTS = 8;

/** Moving this power of 2 of operands in an index costs as much as one comparison. */
const MOVED = 8;

/** The longest list of operands whose pairs are looked at one by one. */
const FEW = 16;

/** Whether no two of few operands can be joined, as each is about one symbol and no two about the same. */
function areFewAboutDistinctSymbols(operands: readonly Expression[]): boolean {
  for (let i = 0; i < operands.length; i++) {
    const symbol = joinableSymbol(operands[i]!, true);
    if (!symbol) return false;
    for (let j = 0; j < i; j++) {
      if (joinableSymbol(operands[j]!, true) === symbol) return false;
    }
  }
  return true;
}

/** The same of a list of any length. */
function areAboutDistinctSymbols(operands: readonly Expression[]): boolean {
  const symbols = new Set<ConfigSymbol>();
  return operands.every((operand) => {
    const symbol = joinableSymbol(operand, true);
    return symbol !== undefined && symbols.size < symbols.add(symbol).size;
  });
}

/** Whether the chain, or a chain that is an operand of it, contains a constant. */
function hasConstant({ operands }: ChainExpression): boolean {
  for (const operand of operands) {
    if (operand.kind === 'symbol') {
      if (operand.symbol.isConstant) return true;
    } else if ((operand.kind === 'and' || operand.kind === 'or') && hasConstant(operand)) {
      return true;
    }
  }
  return false;
}

function operandsOf(expression: Expression, kind: 'and' | 'or'): Expression[] {
  return expression.kind === kind ? [...(expression as ChainExpression).operands] : [expression];
}

function mapChain(
  expression: ChainExpression,
  change: (operand: Expression) => Expression,
): Expression {
  const { kind, operands } = expression;
  let changed: Expression[] | undefined;
  for (let index = 0; index < operands.length; index++) {
    const operand = operands[index]!;
    const result = change(operand);
    if (!changed && result !== operand) changed = operands.slice(0, index);
    changed?.push(result);
  }
  return changed ? chain(kind, changed) : expression;
}

function mapOperand(
  expression: Expression & { kind: 'not' },
  change: (operand: Expression) => Expression,
): Expression {
  const operand = change(expression.operand);
  return operand === expression.operand ? expression : not(operand);
}

/**
 * The one symbol that an operand is about, if it can take part in a join: a symbol, a test for
 * equality, or the negation of a symbol (on the left also of a test).
 */
function joinableSymbol(expression: Expression, asLeft: boolean): ConfigSymbol | undefined {
  switch (expression.kind) {
    case 'symbol':
      return expression.symbol;
    case 'compare':
      return expression.operator === '=' || expression.operator === '!='
        ? expression.left
        : undefined;
    case 'not':
      if (expression.operand.kind === 'symbol') return expression.operand.symbol;
      return asLeft && expression.operand.kind === 'compare'
        ? joinableSymbol(expression.operand, false)
        : undefined;
    default:
      return undefined;
  }
}

function isSymbol(expression: Expression, symbol: ConfigSymbol): boolean {
  return expression.kind === 'symbol' && expression.symbol === symbol;
}

function isCompare(expression: Expression, operator: '='): expression is CompareExpression {
  return expression.kind === 'compare' && expression.operator === operator;
}

function symbolAndCompare(
  left: Expression,
  right: Expression,
): { alone: SymbolExpression; compare: CompareExpression } | undefined {
  if (left.kind === 'symbol' && right.kind === 'compare') return { alone: left, compare: right };
  if (right.kind === 'symbol' && left.kind === 'compare') return { alone: right, compare: left };
  return undefined;
}
