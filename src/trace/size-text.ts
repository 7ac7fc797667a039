/*
 * A trace has sizes as C converts them to a size_t of 64 bits: -1 is 18446744073709551615. Reading that
 * gives -1 again, which both layouts take for the largest size_t.
 */

const SIZE_MAX = 2n ** 64n - 1n;

/**
 * Writes a size as a trace has it.
 * @param succeeded whether the call with this size did. It decides about NaN and infinity, which the 32-bit
 *   layout takes for 0, and the 64-bit layout for too much
 */
export function sizeText(size: number, succeeded: boolean): string {
  if (!Number.isFinite(size)) return succeeded ? '0' : String(SIZE_MAX);
  const whole = BigInt(Math.trunc(size));
  if (whole < 0n) return String(BigInt.asUintN(64, whole));
  return String(whole > SIZE_MAX ? SIZE_MAX : whole);
}

/** Reads the digits of a size. Returns undefined if it is larger than a size_t. */
export function readSize(text: string): number | undefined {
  // A number of few digits is exact, and most sizes have few digits.
  if (text.length < 16) return Number(text);
  const size = BigInt(text);
  if (size > SIZE_MAX) return undefined;
  return Number(size < 2n ** 63n ? size : BigInt.asIntN(64, size));
}
