import type { Assigned } from '../evaluation/apply-defconfig.ts';
import type { Assignment } from '../defconfigs/defconfig.ts';
import { type Evaluation } from '../evaluation/evaluation.ts';
import { forEachSymbol, symbolExpression } from '../tree/expression/expression.ts';
import { formatExpression } from '../tree/expression/print.ts';
import { findOrigin } from '../evaluation/origin.ts';
import type { Position } from '../diagnostics/position.ts';
import type { Origin } from '../evaluation/symbol-value.ts';
import { explainNotTaken, isTaken } from './taken.ts';
import type {
  ConfigSymbol,
  DefaultProperty,
  Expression,
  ReverseDependency,
} from '../tree/model/model.ts';
import { choiceName, isDefined } from '../tree/model/names.ts';
import {
  group,
  unmetForClause,
  unmetForPrompts,
  unmetParts,
  type Unmet,
  type UnmetLeaf,
} from './unmet.ts';
import { type SymbolType, isBoolean } from '../values/symbol-type.ts';
import { letterOf, MOD, NO, YES, type Tristate, type TristateLetter } from '../values/tristate.ts';

/** Everything that is known about a symbol's value in one configuration. */
export interface Explanation {
  /** Without `CONFIG_`. */
  readonly name: string;
  readonly type: SymbolType;
  readonly value: string;
  /** What won: an assignment, a default, a select … */
  readonly origin: Origin;
  /** The most that a user may set. */
  readonly visible: TristateLetter;
  /** Where the tree defines it. */
  readonly definitions: readonly Position[];
  /** What the configuration file asked for. */
  readonly asked?: Assignment;
  /** Why that is not the value; absent if it is, or nothing was asked for. */
  readonly notTaken?: string;
  /**
   * What keeps the value that was asked for, or any value, from being set, to the leaves: all of it is
   * needed. Empty when a user can set it, and for a symbol without a prompt.
   */
  readonly missing: readonly Missing[];
  /** Its `default` clauses in order, of which the first that holds counts. */
  readonly defaults: readonly Way[];
  readonly selectedBy: readonly Raiser[];
  readonly impliedBy: readonly Raiser[];
}

/** What would have to hold: one condition, or several in a group. */
export type Missing = MissingCondition | MissingGroup;

/** Conditions of which `any` one is enough, or which are needed `all`. At least two. */
export interface MissingGroup {
  readonly kind: 'any' | 'all';
  readonly parts: readonly Missing[];
}

/** A part of a condition that does not hold. */
export interface MissingCondition {
  readonly kind: 'condition';
  /** As written, with the value after each symbol: `A [=n]`, `!B [=y]`. */
  readonly condition: string;
  readonly position: Position;
  /** The symbols in it, with the reason for their values. */
  readonly symbols: readonly InvolvedSymbol[];
  /** Of one symbol that is hidden itself: what hides it. */
  readonly missing: readonly Missing[];
  /** What is needed as well and excludes it, so that the whole can never hold. */
  readonly contradiction?: { readonly condition: string; readonly position: Position };
}

/** A clause other than a prompt or a `select` that gives a symbol a value. */
export interface Way {
  readonly kind: 'default' | 'imply';
  /** The value of the default, or the symbol that implies, with values: `y`, `A [=n]`. */
  readonly value: string;
  /** Its own condition with values, if it has one. */
  readonly condition?: string;
  /** The value of all its conditions; n: it does not count. */
  readonly holds: TristateLetter;
  readonly position: Position;
  /** What its conditions lack and, of a bool or tristate, its value. */
  readonly missing: readonly Missing[];
}

export interface MentionedSymbol {
  readonly name: string;
  /** `unknown` for a name that nothing defines. */
  readonly type: SymbolType;
  readonly value: string;
  readonly origin: Origin;
  readonly visible: TristateLetter;
}

/** A symbol of a condition, with what could set it besides a user. */
export interface InvolvedSymbol extends MentionedSymbol {
  /** Whether a user could ever set it. */
  readonly hasPrompt: boolean;
  /** Each `select` that acts on it. */
  readonly selectors: readonly Selector[];
  /** What gives it a value if no user can; listed once for each symbol. */
  readonly ways: readonly Way[];
}

export interface Selector {
  readonly name: string;
  readonly position: Position;
}

/** A symbol that selects or implies, or would. */
export interface Raiser {
  readonly name: string;
  /** What it raises the symbol to now. */
  readonly raisesTo: TristateLetter;
  /** Its value and its clause's condition, with values. */
  readonly condition: string;
  readonly position: Position;
}

/** For `Configuration.explain`. The evaluation must be complete. */
export function explainSymbol(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  assigned: Assigned,
  isByMode: boolean,
): Explanation {
  const asked = assigned.get(symbol);
  const isAskedInVain = asked !== undefined && !isTaken(evaluation, symbol, asked);
  const needed = isAskedInVain ? neededFor(evaluation, symbol) : MOD;
  const explainer = new Explainer(evaluation, assigned, isByMode);
  return {
    ...explainer.mentioned(symbol),
    definitions: symbol.nodes.map(({ position }) => position),
    ...(asked && { asked }),
    ...(isAskedInVain && { notTaken: explainNotTaken(evaluation, symbol, assigned) }),
    missing: explainer.missing(symbol, needed),
    defaults: explainer.defaults(symbol),
    selectedBy: explainer.raisers(symbol.selectedBy),
    impliedBy: explainer.raisers(symbol.impliedBy),
  };
}

/** How visible a prompt must be for the value that a file asked for; 1 for what is not y. */
function neededFor(evaluation: Evaluation, symbol: ConfigSymbol): Tristate {
  return isBoolean(symbol) && evaluation.userTristate[symbol.index] === YES ? YES : MOD;
}

class Explainer {
  readonly #evaluation: Evaluation;
  readonly #assigned: Assigned;
  readonly #isByMode: boolean;
  /** Symbols whose missing conditions have been reported: each is reported once. */
  readonly #reported = new Set<ConfigSymbol>();
  /** Symbols whose defaults have been given. */
  readonly #explained = new Set<ConfigSymbol>();

  constructor(evaluation: Evaluation, assigned: Assigned, isByMode: boolean) {
    this.#evaluation = evaluation;
    this.#assigned = assigned;
    this.#isByMode = isByMode;
  }

  mentioned(symbol: ConfigSymbol): MentionedSymbol {
    const evaluation = this.#evaluation;
    evaluation.calculate(symbol);
    return {
      name: symbol.name ?? choiceName(symbol),
      type: symbol.type,
      value: evaluation.text(symbol),
      origin: findOrigin(evaluation, symbol, this.#assigned, this.#isByMode),
      visible: letterOf(evaluation.visible[symbol.index]!),
    };
  }

  #involved(symbol: ConfigSymbol): InvolvedSymbol {
    const selectors = symbol.selectedBy.filter(({ by }) => !by.isConstant);
    return {
      ...this.mentioned(symbol),
      hasPrompt: symbol.prompts.length > 0,
      selectors: selectors.map(({ by, position }) => ({ name: by.name ?? choiceName(by), position })),
      ways: this.#ways(symbol),
    };
  }

  /** The defaults and implies of a symbol that no user can set at present. */
  #ways(symbol: ConfigSymbol): readonly Way[] {
    const isSettable = this.#evaluation.visible[symbol.index] !== NO;
    if (isSettable || this.#explained.has(symbol)) return [];
    const implies = symbol.impliedBy.filter(({ by }) => !by.isConstant);
    return [...this.defaults(symbol), ...implies.map((imply) => this.#imply(imply))];
  }

  defaults(symbol: ConfigSymbol): readonly Way[] {
    this.#explained.add(symbol);
    return symbol.defaults.map((clause) => this.#default(symbol, clause));
  }

  #default(symbol: ConfigSymbol, clause: DefaultProperty): Way {
    const evaluation = this.#evaluation;
    const { value, written, condition, position } = clause;
    const needsValue = isBoolean(symbol) && !(value.kind === 'symbol' && value.symbol.isConstant);
    const unmet = group('all', [
      unmetForClause(evaluation, clause, MOD),
      needsValue ? unmetParts(evaluation, value, position, MOD) : undefined,
    ]);
    return {
      kind: 'default',
      value: this.#defaultText(symbol, value),
      ...(written && { condition: this.#format(written) }),
      holds: letterOf(evaluation.evaluate(condition)),
      position,
      missing: this.#describeAll(unmet),
    };
  }

  #defaultText(symbol: ConfigSymbol, value: Expression): string {
    const text = this.#format(value);
    const isQuoted = symbol.type === 'string' && value.kind === 'symbol' && value.symbol.isConstant;
    return isQuoted ? `"${text}"` : text;
  }

  #imply(imply: ReverseDependency): Way {
    const evaluation = this.#evaluation;
    const { by, condition, position } = imply;
    const unmet = group('all', [
      unmetParts(evaluation, symbolExpression(by, position), position, MOD),
      condition && unmetParts(evaluation, condition, position, MOD),
    ]);
    return {
      kind: 'imply',
      value: `${by.name ?? choiceName(by)} [=${evaluation.text(by)}]`,
      ...(condition && { condition: this.#format(condition) }),
      holds: letterOf(evaluation.raisesTo(imply)),
      position,
      missing: this.#describeAll(unmet),
    };
  }

  #format(expression: Expression): string {
    return formatExpression(expression, (input) => this.#evaluation.text(input));
  }

  #describeAll(unmet: Unmet | undefined): readonly Missing[] {
    if (!unmet) return [];
    return unmet.kind === 'all' ? unmet.parts.map((part) => this.#describe(part)) : [this.#describe(unmet)];
  }

  /** What hides a symbol's prompts. */
  missing(symbol: ConfigSymbol, needed: Tristate): readonly Missing[] {
    const evaluation = this.#evaluation;
    if (this.#reported.has(symbol) || evaluation.visible[symbol.index]! >= needed) return [];
    this.#reported.add(symbol);
    return this.#describeAll(unmetForPrompts(evaluation, symbol, needed));
  }

  #describe(unmet: Unmet): Missing {
    if (unmet.kind === 'leaf') return this.#describeLeaf(unmet);
    return { kind: unmet.kind, parts: unmet.parts.map((part) => this.#describe(part)) };
  }

  #describeLeaf({ expression, position, contradiction }: UnmetLeaf): MissingCondition {
    const symbols = new Set<ConfigSymbol>();
    forEachSymbol(expression, (input) => {
      if (!input.isConstant && !isLiteral(input)) symbols.add(input);
    });
    return {
      kind: 'condition',
      condition: formatExpression(expression, (input) => this.#evaluation.text(input)),
      position,
      symbols: [...symbols].map((input) => this.#involved(input)),
      missing: expression.kind === 'symbol' ? this.missing(expression.symbol, MOD) : [],
      ...(contradiction && {
        contradiction: {
          condition: this.#format(contradiction.expression),
          position: contradiction.position,
        },
      }),
    };
  }

  raisers(dependencies: readonly ReverseDependency[]): Raiser[] {
    const evaluation = this.#evaluation;
    return dependencies
      .filter(({ by }) => !by.isConstant)
      .map((dependency) => {
        const { by, condition, position } = dependency;
        const name = by.name ?? choiceName(by);
        const valueOf = (input: ConfigSymbol): string => evaluation.text(input);
        const text = `${name} [=${evaluation.text(by)}]`;
        const rest = condition ? formatExpression(condition, valueOf) : undefined;
        const operand = condition?.kind === 'or' ? `(${rest})` : rest;
        return {
          name,
          raisesTo: letterOf(evaluation.raisesTo(dependency)),
          condition: operand === undefined ? text : `${text} && ${operand}`,
          position,
        };
      });
  }
}

/** A number in a comparison, which is a symbol without a definition for the language. */
function isLiteral(symbol: ConfigSymbol): boolean {
  return !isDefined(symbol) && /^-?(0[xX])?[0-9a-fA-F]+$/.test(symbol.name ?? '');
}

