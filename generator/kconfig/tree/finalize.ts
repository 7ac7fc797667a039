import type { LoadErrors } from '../diagnostics/load-errors.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import { KconfigLimitError } from '../diagnostics/errors.ts';
import { and, chain, compareExpression, mentions, operandCount, symbolExpression } from './expression/expression.ts';
import { dependsOn, isYes, notEqualNo } from './expression/implications.ts';
import { Simplifier } from './expression/simplify.ts';
import { MAX_SIMPLIFY_STEPS, MAX_SUBMENUS } from '../diagnostics/limits.ts';
import { type BuiltTree } from './build.ts';
import { checkProperties } from './check-properties.ts';
import { append, draft } from './draft.ts';
import { ConditionSymbolCollector, type ConditionSymbols } from './condition-symbols.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { choosesByMembers } from './model/choices.ts';
import type { ConfigSymbol, Expression, MenuNode, ReverseProperty } from './model/model.ts';
import { nameOf } from './model/names.ts';
import { applySets, type JoinConditions } from './set-clauses.ts';
import { setType } from './set-type.ts';

/**
 * Gives every clause the conditions of all that encloses it, collects selects and implies at the
 * symbols that they act on, and puts the nodes into their menus: the C program's `menu_finalize`.
 *
 * @returns how many conditions have a number, under which an evaluation can remember their values, and
 * what they mention.
 */
export function finalizeTree(
  tree: BuiltTree,
  reporter: Reporter,
  errors: LoadErrors,
  dialect: Dialect,
): { readonly conditionCount: number; readonly conditionSymbols: ConditionSymbols } {
  const finalizer = new Finalizer(tree, reporter, errors, dialect);
  finalizer.finalize(tree.root);
  for (const symbol of tree.table.symbols) finalizer.limitConfigdefaults(symbol);
  finalizer.applySets();
  const { conditionCount, conditionSymbols } = finalizer;
  return { conditionCount, conditionSymbols };
}

class Finalizer {
  readonly #tree: BuiltTree;
  readonly #reporter: Reporter;
  readonly #errors: LoadErrors;
  readonly #simplifier: Simplifier;
  readonly #dialect: Dialect;
  /** By symbol: 1 once its clauses have been checked. */
  readonly #checked: Uint8Array;
  /** Conditions with a choice in them, whose value changes while its member is chosen. */
  readonly #withChoice = new Set<Expression>();
  readonly conditionSymbols = new ConditionSymbolCollector();
  /** What a definition without a condition depends on, where it counts. */
  readonly #free: Expression | undefined;
  conditionCount = 0;
  #steps = 0;
  /** Whether the limit on comparisons was met: from then on, large conditions are taken for n. */
  #isOverLimit = false;
  #isTooDeep = false;
  #depth = 0;
  #current: MenuNode;

  constructor(tree: BuiltTree, reporter: Reporter, errors: LoadErrors, dialect: Dialect) {
    this.#errors = errors;
    const { table } = tree;
    this.#dialect = dialect;
    this.#free = dialect.countsFreeDefinitions ? symbolExpression(table.yes) : undefined;
    this.#tree = tree;
    this.#reporter = reporter;
    this.#current = tree.root;
    this.#checked = new Uint8Array(table.symbols.length);
    this.#simplifier = new Simplifier(
      table,
      tree.modules ?? table.no,
      ({ left, operator, position }) => {
        reporter.warn(
          'bool-compared-with-m',
          position ?? this.#current.position,
          `${nameOf(left)} is bool and never m, so '${nameOf(left)} ${operator} m' is always ${operator === '=' ? 'false' : 'true'}`,
          left.name,
        );
      },
      (pairs) => this.#spend(pairs),
      dialect,
    );
  }

  /** Whether it is a choice that its members decide. */
  #choosesByMembers(symbol: ConfigSymbol): boolean {
    return symbol.isChoice && choosesByMembers(symbol, this.#dialect);
  }

  #spend(pairs: number): void {
    this.#steps += pairs;
    if (this.#steps > MAX_SIMPLIFY_STEPS && !this.#isOverLimit) {
      throw new KconfigLimitError(
        this.#current.position,
        'the conditions up to here are too large to simplify: split them',
      );
    }
  }

  /**
   * What simplifying comes to, or n where that is too much work: the conditions given are large, and
   * the limit was met before or is met now.
   */
  #withinLimit(
    conditions: readonly (Expression | undefined)[],
    simplify: () => Expression,
  ): Expression {
    if (this.#isOverLimit && !areSmall(conditions)) return symbolExpression(this.#tree.table.no);
    try {
      return simplify();
    } catch (error) {
      if (!(error instanceof KconfigLimitError)) throw error;
      this.#errors.noteLimit(error);
      this.#isOverLimit = true;
      return symbolExpression(this.#tree.table.no);
    }
  }

  finalize(parent: MenuNode, isInChoice = false): void {
    this.#current = parent;
    this.#depth++;
    const { symbol } = parent;
    if (parent.first) {
      this.#propagate(parent);
      for (let node: MenuNode | undefined = parent.first; node; node = node.next) {
        this.finalize(node, symbol !== undefined && this.#choosesByMembers(symbol));
      }
    } else if (symbol && parent.kind !== 'configdefault') {
      if (!isInChoice) this.#createSubmenu(parent, symbol);
      const dependency = parent.dependency ?? this.#free;
      if (dependency) draft(symbol).directDependencies = append(symbol.directDependencies, dependency);
    }
    for (let node: MenuNode | undefined = parent.first; node; node = node.next) {
      if (symbol?.isChoice && node.symbol && (this.#dialect.joinsLastChoice || !node.symbol.choice)) {
        this.#addMember(symbol, node, node.symbol);
      }
      flatten(node, parent);
    }
    if (symbol) this.#finishSymbol(parent, symbol);
    this.#depth--;
  }

  /**
   * Lets the defaults of `configdefault` hold only where what the symbol's own definitions depend on
   * does, as Zephyr's Kconfiglib does. They stay in the order in which the tree has them.
   */
  limitConfigdefaults(symbol: ConfigSymbol): void {
    if (symbol.nodes.every(isOwn)) return;
    const dependencies = symbol.nodes.filter(isOwn).flatMap(({ dependency }) => dependency ?? []);
    if (dependencies.length === 0 || dependencies.length < symbol.nodes.filter(isOwn).length) return;
    const direct = chain('or', dependencies);
    for (const property of symbol.defaults) {
      if (isOwn(property.node)) continue;
      this.#current = property.node;
      const condition = this.#withinLimit([direct, property.condition], () => {
        this.#spend(operandCount(direct));
        return and(direct, property.condition)!;
      });
      draft(property).condition = this.#number(condition, this.#withChoice.has(direct));
    }
  }

  /** Lets each `set` act on its target. */
  applySets(): void {
    const { sets } = this.#tree;
    if (sets.length === 0) return;
    const join: JoinConditions = ({ node }, outer, own) => {
      this.#current = node;
      // Any of them may depend on a choice, so none is remembered.
      this.#withChoice.add(outer);
      return this.#inherit(outer, own) ?? outer;
    };
    applySets(sets, join, this.#reporter);
  }

  /** Hands the conditions of a block down to the nodes in it. */
  #propagate(parent: MenuNode): void {
    const { symbol } = parent;
    let outer = parent.prompt ? parent.prompt.condition : parent.dependency;
    if (symbol?.isChoice) {
      this.#setTypes(parent, symbol);
      if (this.#choosesByMembers(symbol)) {
        outer = parent.dependency;
      } else {
        outer = symbolExpression(symbol, parent.position);
        this.#withChoice.add(outer);
      }
    }
    for (let node: MenuNode | undefined = parent.first; node; node = node.next) {
      this.#current = node;
      const dependency = this.#inherit(outer, node.dependency);
      draft(node).dependency = dependency;
      const withoutOwn = this.#forSymbol(node.symbol, dependency);
      const { properties } = node;
      for (let at = 0; at < properties.length; at++) {
        const property = properties[at]!;
        const condition = property.condition
          ? this.#forSymbol(node.symbol, this.#inherit(dependency, property.condition))
          : withoutOwn;
        draft(property).condition = condition;
        if (property.kind === 'select' || property.kind === 'imply') addReverse(property, condition);
      }
    }
  }

  /** Simplifies the condition of a clause of a symbol that is not tristate further. */
  #forSymbol(
    symbol: ConfigSymbol | undefined,
    condition: Expression | undefined,
  ): Expression | undefined {
    if (!condition || !symbol || symbol.type === 'tristate') return condition;
    if (!this.#dialect.simplifiesForBools) return condition;
    const simple = this.#simplifier.transformForBool(condition);
    return simple === condition
      ? condition
      : this.#number(simple, this.#withChoice.has(condition));
  }

  #inherit(outer: Expression | undefined, own: Expression | undefined): Expression | undefined {
    const simplifier = this.#simplifier;
    if (!own) return outer;
    const condition = this.#withinLimit([outer, own], () => {
      const both = and(outer, simplifier.transform(simplifier.rewriteM(own)))!;
      return simplifier.eliminateDuplicates(both);
    });
    const hasChoice = outer !== undefined && this.#withChoice.has(outer);
    return this.#number(condition, hasChoice);
  }

  /** Gives a condition of more than one symbol a number; one with a choice in it is only noted. */
  #number(condition: Expression, hasChoice: boolean): Expression {
    if (hasChoice) this.#withChoice.add(condition);
    else if (condition.kind !== 'symbol' && condition.number === 0) {
      draft(condition).number = ++this.conditionCount;
      this.conditionSymbols.add(condition);
    }
    return condition;
  }

  /** A choice takes its type from its first member that has one, members theirs from the choice. */
  #setTypes(parent: MenuNode, choice: ConfigSymbol): void {
    if (choice.type === 'unknown') {
      for (let node: MenuNode | undefined = parent.first; node; node = node.next) {
        if (!node.symbol || node.symbol.type === 'unknown') continue;
        setType(choice, node.symbol.type, parent.position, this.#reporter);
        break;
      }
      // Where all members are in an `if`, the choice has a type only by this rule.
      if (choice.type === 'unknown' && this.#dialect.choosesByMembers) draft(choice).type = 'bool';
    }
    for (let node: MenuNode | undefined = parent.first; node; node = node.next) {
      if (node.symbol?.type === 'unknown') {
        setType(node.symbol, choice.type, node.position, this.#reporter);
      }
    }
  }

  /**
   * Moves the nodes after a symbol's node below it as long as they depend on the symbol, or on everything
   * that it depends on while they mention the symbol.
   */
  #createSubmenu(parent: MenuNode, symbol: ConfigSymbol): void {
    const { next } = parent;
    if (next && mentions(shownIf(next), symbol)) this.#moveBelow(parent, symbol);
  }

  #moveBelow(parent: MenuNode, symbol: ConfigSymbol): void {
    const simplifier = this.#simplifier;
    const { no } = this.#tree.table;
    const normal = (expression: Expression | undefined): Expression =>
      simplifier.eliminateDuplicates(simplifier.transform(notEqualNo(expression, no)));
    if (this.#depth >= MAX_SUBMENUS && this.#endsSubmenus(parent)) return;
    let base: Expression | undefined;
    let last: MenuNode | undefined;
    for (let node = parent.next; node; node = node.next) {
      const dependency = shownIf(node);
      if (!mentions(dependency, symbol)) break;
      if (!dependsOn(dependency, symbol, this.#tree.table)) {
        const rest = this.#withinLimit([parent.prompt?.condition, dependency], () => {
          base ??= normal(parent.prompt?.condition);
          return simplifier.eliminateEqual(normal(dependency), base).right;
        });
        if (!isYes(rest, this.#tree.table)) break;
      }
      this.finalize(node);
      draft(node).parent = parent;
      last = node;
    }
    if (!last) return;
    draft(parent).first = parent.next;
    draft(parent).next = last.next;
    draft(last).next = undefined;
  }

  /**
   * Whether no symbol is moved below this one, since too many are nested; so that is once it is noted. Only a
   * symbol that another would be moved below counts.
   */
  #endsSubmenus(parent: MenuNode): boolean {
    const { next, symbol } = parent;
    if (!symbol || !next || !mentions(shownIf(next), symbol)) return false;
    if (this.#isTooDeep) return true;
    this.#errors.noteLimit(
      new KconfigLimitError(
        next.position,
        `more than ${MAX_SUBMENUS} symbols in a row each depend on the one before`,
      ),
    );
    this.#isTooDeep = true;
    return true;
  }

  #addMember(choice: ConfigSymbol, node: MenuNode, member: ConfigSymbol): void {
    const warn = (
      code: Parameters<Reporter['warn']>[0],
      position: MenuNode['position'],
      text: string,
    ): void => this.#reporter.warn(code, position, `${nameOf(member)}: ${text}`, member.name);
    if (!node.prompt) {
      warn('choice-value-without-prompt', node.position, 'a member of a choice needs a prompt');
    }
    for (const property of member.properties) {
      if (property.kind === 'default') {
        warn(
          'choice-value-default',
          property.position,
          'a member of a choice takes no default: give it to the choice',
        );
      }
      if (property.node === node || property.kind !== 'prompt') continue;
      if (property.node.parent?.symbol !== choice) {
        warn(
          'choice-value-elsewhere',
          property.position,
          'a member of a choice has a prompt outside of it',
        );
      }
    }
    if (choice.type === 'tristate' && member.type !== 'tristate') {
      const full = compareExpression('=', choice, this.#tree.table.yes, node.position);
      draft(node).dependency = and(full, node.dependency);
      for (const property of node.properties) {
        draft(property).condition = and(full, property.condition);
      }
    }
    draft(member).choice = choice;
    draft(choice).members = append(choice.members, member);
  }

  #finishSymbol(parent: MenuNode, symbol: ConfigSymbol): void {
    if (parent.kind === 'configdefault') return;
    if (this.#checked[symbol.index] === 0) {
      this.#checked[symbol.index] = 1;
      checkProperties(symbol, parent, this.#reporter);
    }
    if (symbol.isOptional || !parent.prompt || this.#choosesByMembers(symbol)) return;
    draft(symbol).selectedBy = append(symbol.selectedBy, {
      by: this.#tree.table.mod,
      condition: parent.prompt.condition,
      position: parent.position,
    });
  }
}

/** What a node has to meet to be shown. */
function shownIf({ prompt, dependency }: MenuNode): Expression | undefined {
  return prompt ? prompt.condition : dependency;
}

function isOwn({ kind }: MenuNode): boolean {
  return kind !== 'configdefault';
}

/** As many parts as a condition may have to be simplified even after the limit was met. */
const SMALL = 32;

/** Whether the conditions have few parts, at any depth. */
function areSmall(conditions: readonly (Expression | undefined)[]): boolean {
  let left = SMALL;
  const take = (expression: Expression): boolean => {
    if (left-- <= 0) return false;
    if (expression.kind === 'not') return take(expression.operand);
    if (expression.kind !== 'and' && expression.kind !== 'or') return true;
    return expression.operands.every(take);
  };
  return conditions.every((condition) => !condition || take(condition));
}

/** Notes a select or imply at the symbol that it acts on. */
function addReverse(property: ReverseProperty, condition: Expression | undefined): void {
  const reverse = { by: property.node.symbol!, condition, position: property.position };
  const target = draft(property.target);
  if (property.kind === 'select') target.selectedBy = append(target.selectedBy, reverse);
  else target.impliedBy = append(target.impliedBy, reverse);
}

/** Moves the nodes of a block without a prompt out of it, into its parent, after it. */
function flatten(node: MenuNode, parent: MenuNode): void {
  if (!node.first || node.prompt?.text !== undefined) return;
  let last = node.first;
  for (;;) {
    draft(last).parent = parent;
    if (!last.next) break;
    last = last.next;
  }
  draft(last).next = node.next;
  draft(node).next = node.first;
  draft(node).first = undefined;
}
