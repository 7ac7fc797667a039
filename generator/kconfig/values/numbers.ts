import { compareBytes } from '../../text/bytes.ts';
import { formatFloat, isFloatText, readFloat } from './floats.ts';
import type { NumericType, SymbolType } from './symbol-type.ts';

const LONG_MAX = (1n << 63n) - 1n;
const LONG_MIN = -(1n << 63n);
const UNSIGNED_LONG_MAX = (1n << 64n) - 1n;

/** Whether the C program takes the text as a value of an int or hex symbol. */
export function isValidText(type: SymbolType, text: string): boolean {
  if (type === 'int') return /^-?(0|[1-9]\d*)$/.test(text);
  if (type === 'hex') return /^(0[xX])?[0-9a-fA-F]+$/.test(text);
  if (type === 'float') return isFloatText(text);
  return type === 'string' || ((type === 'bool' || type === 'tristate') && /^[yYmMnN]/.test(text));
}

interface ParsedNumber {
  readonly value: bigint;
  /** Whether the digits fit into 64 bits. */
  readonly fits: boolean;
  /** Whether the whole text is one number. */
  readonly whole: boolean;
}

const DIGITS = { 8: '[0-7]', 10: '[0-9]', 16: '[0-9a-fA-F]' } as const;

/** Reads as `strtoll` (or `strtoull`) does: blanks, a sign, a prefix, as many digits as there are. */
function parseNumber(text: string, base: 0 | 10 | 16, unsigned = false): ParsedNumber {
  const head = /^[ \t\n\v\f\r]*([+-]?)(0[xX](?=[0-9a-fA-F]))?/.exec(text)!;
  const hasPrefix = head[2] !== undefined && base !== 10;
  const start = head[0].length - (head[2] !== undefined && !hasPrefix ? 2 : 0);
  const radix = base === 0 ? (hasPrefix ? 16 : text[start] === '0' ? 8 : 10) : base;
  const digits = new RegExp(`${DIGITS[radix]}*`, 'y');
  digits.lastIndex = start;
  const found = digits.exec(text)![0];
  const magnitude = found === '' ? 0n : BigInt({ 8: '0o', 10: '', 16: '0x' }[radix] + found);
  const negative = head[1] === '-';
  const whole = found !== '' && start + found.length === text.length;
  if (unsigned) {
    if (magnitude > UNSIGNED_LONG_MAX) return { value: UNSIGNED_LONG_MAX, fits: false, whole };
    return { value: BigInt.asUintN(64, negative ? -magnitude : magnitude), fits: true, whole };
  }
  const value = negative ? -magnitude : magnitude;
  if (value > LONG_MAX) return { value: LONG_MAX, fits: false, whole };
  if (value < LONG_MIN) return { value: LONG_MIN, fits: false, whole };
  return { value, fits: true, whole };
}

/** The number at the beginning of the text, 0 without one, clamped to 64 bits. */
export function leadingNumber(text: string, base: 10 | 16): bigint {
  return parseNumber(text, base).value;
}

/** The number that the text is for a symbol of the type, 0 if it is none. A bigint and a number can be compared. */
export function numberOf(type: NumericType, text: string): bigint | number {
  return type === 'float' ? readFloat(text) : leadingNumber(text, type === 'int' ? 10 : 16);
}

/** How a clamped value is written. */
export function formatNumber(type: NumericType, value: bigint | number): string {
  if (type === 'float') return formatFloat(Number(value));
  return type === 'int' ? String(value) : `0x${BigInt.asUintN(64, BigInt(value)).toString(16)}`;
}

/** One side of a comparison. */
interface Comparable {
  readonly kind: 'signed' | 'unsigned' | 'text';
  readonly value: bigint;
}

const TRISTATE_ORDER: Readonly<Record<string, bigint>> = { n: 0n, m: 1n, y: 2n };

function comparable(text: string, type: SymbolType): Comparable {
  if (type === 'bool' || type === 'tristate') {
    return { kind: 'signed', value: TRISTATE_ORDER[text] ?? -1n };
  }
  const hex = type === 'hex';
  const { value, fits, whole } = parseNumber(text, hex ? 16 : type === 'int' ? 10 : 0, hex);
  if (!fits || !whole) return { kind: 'text', value: 0n };
  return { kind: hex ? 'unsigned' : 'signed', value };
}

/**
 * The order of two values: negative, 0 or positive. As numbers if both are, unsigned if one is hex;
 * otherwise, and if both are strings, as text by bytes.
 *
 * @param isSigned whether a negative number stays one beside a hex.
 */
export function compareValues(
  left: string,
  leftType: SymbolType,
  right: string,
  rightType: SymbolType,
  isSigned = false,
): number {
  const hasFloat = leftType === 'float' || rightType === 'float';
  if (hasFloat && isFloatText(left) && isFloatText(right)) return readFloat(left) - readFloat(right);
  if (leftType !== 'string' || rightType !== 'string') {
    const one = comparable(left, leftType);
    const other = comparable(right, rightType);
    if (one.kind !== 'text' && other.kind !== 'text') {
      const unsigned = !isSigned && (one.kind === 'unsigned' || other.kind === 'unsigned');
      const a = unsigned ? BigInt.asUintN(64, one.value) : one.value;
      const b = unsigned ? BigInt.asUintN(64, other.value) : other.value;
      return a < b ? -1 : a > b ? 1 : 0;
    }
  }
  return compareBytes(left, right);
}

/**
 * Whether a hex number without `0x` was probably meant in decimal: a multiple of 1024 such as 1048576, which
 * no one would write in hex. `80000000` is a multiple as well, and an address.
 */
export function isRoundDecimal(digits: string): boolean {
  const leading = /^([1-9]\d*?)0*$/.exec(digits)?.[1] ?? '';
  return leading.length >= 4 && Number(digits) % 1024 === 0;
}
