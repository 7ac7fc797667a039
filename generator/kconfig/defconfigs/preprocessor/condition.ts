import { Refusal, type Macros } from './macros.ts';
import { isBlank, tokensOf, type Token } from './tokens.ts';

/** A number of the preprocessor: 64 bits, with a sign or without. */
interface Value {
  readonly bits: bigint;
  readonly isUnsigned: boolean;
}

/** Operators with two operands, those that bind less first. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

/** How deep parentheses and other operands may nest. */
const MAX_NESTING = 200;

const NUMBER = /^(?:(0[xX][\da-fA-F]+)|(0[bB][01]+)|(0[0-7]*)|([1-9]\d*))(u?l{0,2}|l{1,2}u)$/i;

/** What an `#if` came to. */
export interface Condition {
  readonly holds: boolean;
  /** Names that are not macros, which count as 0. */
  readonly unknown: readonly string[];
}

/**
 * The value of the expression of `#if` or `#elif`, in 64-bit numbers: names that are not macros are 0.
 *
 * @throws Refusal where the C preprocessor stops with an error.
 */
export function evaluateCondition(text: string, macros: Macros, line: number): Condition {
  const expanded = macros.expand(tokensOf(text), line, isAfterDefined).filter((one) => !isBlank(one));
  const evaluator = new Evaluator(expanded, macros);
  return { holds: evaluator.evaluate() !== 0n, unknown: evaluator.unknown };
}

/** Whether a name after these tokens is the operand of `defined`. */
function isAfterDefined(before: readonly Token[]): boolean {
  const last = before.filter((token) => !isBlank(token)).slice(-2);
  const word = last.at(-1)?.text === '(' ? last.at(-2) : last.at(-1);
  return word?.text === 'defined';
}

class Evaluator {
  readonly unknown: string[] = [];
  readonly #tokens: readonly Token[];
  readonly #macros: Macros;
  #at = 0;
  #depth = 0;
  /** How many operands around this one do not count, as the second of `0 && …`. */
  #skipped = 0;

  constructor(tokens: readonly Token[], macros: Macros) {
    this.#tokens = tokens;
    this.#macros = macros;
  }

  evaluate(): bigint {
    if (this.#tokens.length === 0) throw new Refusal('the condition is missing');
    let value = this.#conditional();
    while (this.#take(',')) value = this.#conditional();
    const rest = this.#tokens[this.#at];
    if (rest) throw new Refusal(`an operator is missing before '${rest.text}'`);
    return value.bits;
  }

  #conditional(): Value {
    if (++this.#depth > MAX_NESTING) {
      throw new Refusal(`the condition nests more than ${MAX_NESTING} deep`);
    }
    const condition = this.#binary(0);
    let value = condition;
    if (this.#take('?')) {
      const isTrue = condition.bits !== 0n;
      const first = this.#maybe(isTrue, () => this.#conditional());
      this.#expect(':');
      const second = this.#maybe(!isTrue, () => this.#conditional());
      value = number((isTrue ? first : second).bits, first.isUnsigned || second.isUnsigned);
    }
    this.#depth--;
    return value;
  }

  #binary(level: number): Value {
    const operators = LEVELS[level];
    if (!operators) return this.#unary();
    let left = this.#binary(level + 1);
    for (let operator = this.#next(operators); operator; operator = this.#next(operators)) {
      const isDecided =
        (operator === '||' && left.bits !== 0n) || (operator === '&&' && left.bits === 0n);
      const right = this.#maybe(!isDecided, () => this.#binary(level + 1));
      left = this.#apply(operator, left, right);
    }
    return left;
  }

  /** Parses an operand, which may not be evaluated. */
  #maybe(counts: boolean, parse: () => Value): Value {
    if (!counts) this.#skipped++;
    const value = parse();
    if (!counts) this.#skipped--;
    return value;
  }

  #unary(): Value {
    if (++this.#depth > MAX_NESTING) {
      throw new Refusal(`the condition nests more than ${MAX_NESTING} deep`);
    }
    const value = this.#operand();
    this.#depth--;
    return value;
  }

  #operand(): Value {
    const token = this.#tokens[this.#at++];
    if (!token) throw new Refusal('the condition has no end');
    const { kind, text } = token;
    switch (text) {
      case '!':
        return truth(this.#unary().bits === 0n);
      case '-': {
        const { bits, isUnsigned } = this.#unary();
        return number(-bits, isUnsigned);
      }
      case '+':
        return this.#unary();
      case '~': {
        const { bits, isUnsigned } = this.#unary();
        return number(~bits, isUnsigned);
      }
      case '(': {
        const value = this.#conditional();
        this.#expect(')');
        return value;
      }
      case 'defined':
        return this.#defined();
    }
    if (kind === 'name') {
      this.unknown.push(text);
      return number(0n, false);
    }
    if (kind === 'number') return readNumber(text);
    const character = /^'([^'\\])'$/.exec(text)?.[1];
    if (character !== undefined) return number(BigInt(character.codePointAt(0)!), false);
    throw new Refusal(`'${text}' cannot be in a condition`);
  }

  #defined(): Value {
    const hasParenthesis = this.#take('(');
    const name = this.#tokens[this.#at++];
    if (name?.kind !== 'name') throw new Refusal("'defined' needs the name of a macro");
    if (hasParenthesis) this.#expect(')');
    if (!this.#macros.has(name.text)) this.unknown.push(name.text);
    return truth(this.#macros.has(name.text));
  }

  #apply(operator: string, left: Value, right: Value): Value {
    const isUnsigned = left.isUnsigned || right.isUnsigned;
    const [a, b] = [number(left.bits, isUnsigned).bits, number(right.bits, isUnsigned).bits];
    switch (operator) {
      case '||':
        return truth(a !== 0n || b !== 0n);
      case '&&':
        return truth(a !== 0n && b !== 0n);
      case '==':
        return truth(a === b);
      case '!=':
        return truth(a !== b);
      case '<':
        return truth(a < b);
      case '<=':
        return truth(a <= b);
      case '>':
        return truth(a > b);
      case '>=':
        return truth(a >= b);
      case '<<':
        return shift(left, right.bits);
      case '>>':
        return shift(left, -right.bits);
      case '|':
        return number(a | b, isUnsigned);
      case '^':
        return number(a ^ b, isUnsigned);
      case '&':
        return number(a & b, isUnsigned);
      case '+':
        return number(a + b, isUnsigned);
      case '-':
        return number(a - b, isUnsigned);
      case '*':
        return number(a * b, isUnsigned);
    }
    if (b === 0n && this.#skipped === 0) throw new Refusal('the condition divides by zero');
    if (b === 0n) return number(0n, isUnsigned);
    return number(operator === '/' ? a / b : a % b, isUnsigned);
  }

  #take(text: string): boolean {
    const isNext = this.#tokens[this.#at]?.text === text;
    if (isNext) this.#at++;
    return isNext;
  }

  #next(operators: readonly string[]): string | undefined {
    const text = this.#tokens[this.#at]?.text;
    if (text === undefined || !operators.includes(text)) return undefined;
    this.#at++;
    return text;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new Refusal(`'${text}' is missing in the condition`);
  }
}

function number(bits: bigint, isUnsigned: boolean): Value {
  return { bits: isUnsigned ? BigInt.asUintN(64, bits) : BigInt.asIntN(64, bits), isUnsigned };
}

function truth(holds: boolean): Value {
  return { bits: holds ? 1n : 0n, isUnsigned: false };
}

/** Shifts to the left or, by a negative count, to the right. */
function shift({ bits, isUnsigned }: Value, count: bigint): Value {
  const places = count > 64n ? 64n : count < -64n ? -64n : count;
  return number(places >= 0n ? bits << places : bits >> -places, isUnsigned);
}

function readNumber(text: string): Value {
  const [, hex, binary, octal, decimal, suffix = ''] = NUMBER.exec(text) ?? [];
  const digits = hex ?? binary ?? (octal === undefined ? decimal : `0o${octal.slice(1) || '0'}`);
  if (digits === undefined) throw new Refusal(`'${text}' is not an integer`);
  const bits = BigInt(digits);
  return number(bits, /u/i.test(suffix) || bits >= 1n << 63n);
}
