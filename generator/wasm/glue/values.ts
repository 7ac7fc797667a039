import { INT32_MAX, INT32_MIN, within, type Kind } from '../kinds/kind.ts';
import type { Representation } from '../lower/representation.ts';

/** JavaScript for a number that the module returned as 32 bits, or as it holds it in `type`. */
export function fromModule(text: string, kind: Kind, type: Representation): string {
  if (kind.is === 'boolean') return `${text} !== 0`;
  if (type === 'i64') return `Number(${text})`;
  if (type === 'f64' || within(kind, INT32_MIN, INT32_MAX)) return text;
  return `${text} >>> 0`;
}

/** The same where an operator follows. */
export function asOperand(text: string): string {
  return /^[\w.[\]'()]+$/.test(text) ? text : `(${text})`;
}

/** JavaScript for a size_t that is passed to the module: it drops no bits of what is larger. */
export const SIZE = `/** There is never room for 2^32 bytes or more, so the largest size_t stands for them. */
const size_t = (bytes) => (bytes > 4294967295 ? -1 : bytes);
`;

/**
 * The same where a negative number and NaN are more than any memory, too: for size_t of 64 bits, and for the
 * extent of a region.
 */
export const EXTENT = `/** A number that is not a size counts as more than any memory has. */
const extent = (bytes) => (bytes >= 0 && bytes <= 4294967295 ? bytes : -1);
`;

/** Makes an error of the trap that lower/errors.ts emits. */
export const WITHIN = `/** The module traps if a region does not fit its memory. */
function within(call) {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    throw new RangeError('the region is outside the memory', { cause: error });
  }
}
`;
