/** Powers of 1024 by the letter after a size. */
const UNITS: Readonly<Record<string, bigint>> = { '': 1n, k: 1n << 10n, m: 1n << 20n, g: 1n << 30n };

const NUMBER = /^(0x[\da-f]+|\d+)(?:([kmg])(?:i?b)?)?$/i;

/** Longer numbers are not typing mistakes, and take long to convert. */
const MAX_DIGITS = 40;

/**
 * How to write a value that its type does not accept: the same number if the meaning is clear, such as
 * 0x400000 for 4M, otherwise an example.
 */
export function betterValue(type: 'int' | 'hex' | 'float' | 'string', value: string): string {
  if (type === 'string' && /^".*"\s+$/.test(value)) return value.trimEnd();
  if (type === 'string') return /["\\]/.test(value) ? 'one such as "text"' : `"${value}"`;
  if (type === 'float') return 'one such as 1.5';
  const [, digits, unit = ''] = NUMBER.exec(value.trim()) ?? [];
  if (digits === undefined || digits.length > MAX_DIGITS) return `one such as ${type === 'int' ? '16' : '0x1000'}`;
  const number = BigInt(digits) * UNITS[unit.toLowerCase()]!;
  return type === 'int' ? String(number) : `0x${number.toString(16)}`;
}
