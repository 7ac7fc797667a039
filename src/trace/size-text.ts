/*
 * Sizes are written as the size_t of 64 bits that C makes of them: -1 is 18446744073709551615. Read, it
 * is -1 again, which both layouts take for the largest size_t.
 */

const SIZE_MAX = 2n ** 64n - 1n;

/**
 * A size as a trace has it.
 * @param succeeded did the call with this size? What is no number is 0 to a layout of 32 bits, and too
 *   much to one of 64
 */
export function sizeText(size: number, succeeded: boolean): string {
  if (!Number.isFinite(size)) return succeeded ? '0' : String(SIZE_MAX);
  const whole = BigInt(Math.trunc(size));
  if (whole < 0n) return String(BigInt.asUintN(64, whole));
  return String(whole > SIZE_MAX ? SIZE_MAX : whole);
}

/** The size that a text of digits stands for; undefined where it is no size_t. */
export function readSize(text: string): number | undefined {
  // Most have few digits, and are exact as they are.
  if (text.length < 16) return Number(text);
  const size = BigInt(text);
  if (size > SIZE_MAX) return undefined;
  return Number(size < 2n ** 63n ? size : BigInt.asIntN(64, size));
}
