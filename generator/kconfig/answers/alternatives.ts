import type { ConfigurationValues, SymbolValue } from '../evaluation/symbol-value.ts';
import type { ExpressionNode, SymbolReference } from '../reading/syntax/ast.ts';
import { comparisonHolds, type CompareOperator } from '../values/comparison.ts';
import { compareValues, formatNumber, leadingNumber } from '../values/numbers.ts';
import { isBoolean } from '../values/symbol-type.ts';

/** Values by name that make an expression hold, if nothing else changes; one of several sets that do. */
export type Alternative = Readonly<Record<string, string>>;

/** There are fewer in a list that is not cut. */
const MOST_ALTERNATIVES = 64;

/** How an expression can be made to hold. */
export interface Alternatives {
  /** Those of its first operands first. */
  readonly all: readonly Alternative[];
  /** Symbols that some sets would have needed to have two values, and therefore are none. */
  readonly contradicted: readonly string[];
  /** Whether there are more sets than these. */
  readonly isCut: boolean;
}

/**
 * The sets of values that make an expression hold. A comparison of numbers or texts asks for nothing where
 * it holds already, and for the nearest value where it does not; one of two symbols is left as it is.
 */
export function alternativesOf(
  node: ExpressionNode,
  values: Pick<ConfigurationValues, 'get'>,
): Alternatives {
  const contradicted = new Set<string>();
  const all = new Expander(values, contradicted).expand(node, true);
  return { all, contradicted: [...contradicted], isCut: all.length >= MOST_ALTERNATIVES };
}

class Expander {
  readonly #values: Pick<ConfigurationValues, 'get'>;
  readonly #contradicted: Set<string>;

  constructor(values: Pick<ConfigurationValues, 'get'>, contradicted: Set<string>) {
    this.#values = values;
    this.#contradicted = contradicted;
  }

  expand(node: ExpressionNode, holds: boolean): readonly Alternative[] {
    switch (node.kind) {
      case 'symbol': {
        if (isLetter(node)) return (node.name !== 'n') === holds ? [{}] : [];
        return [{ [node.name]: holds ? 'y' : 'n' }];
      }
      case 'not':
        return this.expand(node.operand, !holds);
      case 'compare': {
        const operator = holds ? node.operator : OPPOSITE[node.operator];
        return compare(node.left, operator, node.right, this.#values);
      }
      default: {
        const parts = node.operands.map((operand) => this.expand(operand, holds));
        if ((node.kind === 'or') === holds) return parts.flat().slice(0, MOST_ALTERNATIVES);
        return parts.reduce<readonly Alternative[]>(
          (all, part) =>
            all
              .flatMap((one) => part.flatMap((other) => this.#joined(one, other)))
              .slice(0, MOST_ALTERNATIVES),
          [{}],
        );
      }
    }
  }

  #joined(one: Alternative, other: Alternative): readonly Alternative[] {
    const twice = Object.keys(other).filter((name) => (one[name] ?? other[name]) !== other[name]);
    for (const name of twice) this.#contradicted.add(name);
    return twice.length > 0 ? [] : [{ ...one, ...other }];
  }
}

function compare(
  left: SymbolReference,
  operator: CompareOperator,
  right: SymbolReference,
  values: Pick<ConfigurationValues, 'get'>,
): readonly Alternative[] {
  const one = symbolOf(left, values);
  const other = symbolOf(right, values);
  if (one !== undefined && other !== undefined) return [{}];
  if (one !== undefined) return valuesFor(one, operator, right.name);
  if (other !== undefined) return valuesFor(other, MIRRORED[operator], left.name);
  return [{}];
}

function valuesFor(
  symbol: SymbolValue,
  operator: CompareOperator,
  text: string,
): readonly Alternative[] {
  const { name, type, value } = symbol;
  const set = (to: string): readonly Alternative[] => [{ [name]: to }];
  if (isBoolean(symbol)) {
    const letters = type === 'tristate' ? ['y', 'm', 'n'] : ['y', 'n'];
    return letters
      .filter((letter) => comparisonHolds(operator, compareValues(letter, type, text, 'unknown')))
      .flatMap(set);
  }
  if (comparisonHolds(operator, compareValues(value, type, text, 'unknown'))) return [{}];
  if (type !== 'int' && type !== 'hex') return operator === '=' ? set(text) : [{}];
  const number = leadingNumber(text, /^0x/i.test(text) ? 16 : 10);
  const step = operator === '>' || operator === '!=' ? 1n : operator === '<' ? -1n : 0n;
  return set(formatNumber(type, number + step));
}

function symbolOf(
  { name, quoted }: SymbolReference,
  values: Pick<ConfigurationValues, 'get'>,
): SymbolValue | undefined {
  return quoted || /^[nmy]$/.test(name) ? undefined : values.get(name);
}

function isLetter({ name }: SymbolReference): boolean {
  return /^[nmy]$/.test(name);
}

const OPPOSITE: Readonly<Record<CompareOperator, CompareOperator>> = {
  '=': '!=',
  '!=': '=',
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
};

/** With the sides exchanged. */
const MIRRORED: Readonly<Record<CompareOperator, CompareOperator>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};
