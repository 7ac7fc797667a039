import type { SourceText } from '../../specialise/syntax/text.ts';
import { TYPED_ARRAYS } from '../../specialise/syntax/value-type.ts';
import {
  BOOLEAN,
  constantOf,
  integer,
  isInteger,
  MEMORY,
  NEVER,
  NOTHING,
  UINT32,
  VIEW,
  type Kind,
} from './kind.ts';

/**
 * Types of the templates that say more than `number`. A chunk is the index of a word in a memory of at
 * most 4 GiB, an address that of a byte, and a size in words fits such a memory.
 */
const NAMED: ReadonlyMap<string, Kind> = new Map([
  ['Chunk', integer(0, 2 ** 30 - 1)],
  ['Link', integer(0, 2 ** 30 - 1)],
  ['Mem', UINT32],
  // A request leaves room for the head of a chunk, and a heap for its static data.
  ['Words', integer(0, 2 ** 30 - 1)],
  ['Limit', integer(0, 2 ** 31 - 1)],
  ['Memory', MEMORY],
  ['boolean', BOOLEAN],
  ['void', NOTHING],
  ['never', NEVER],
]);

/** The names in a type, as its author wrote them. */
export function typeText(type: SourceText | undefined): string {
  return (type?.parts ?? []).map((part) => (typeof part === 'string' ? part : part.name)).join('');
}

/** The kind that a type declares; undefined for `number` and for types that say nothing of use. */
export function declaredKind(type: SourceText | undefined): Kind | undefined {
  const text = typeText(type).trim();
  const [name = ''] = text.split('<', 1);
  return NAMED.get(text) ?? (TYPED_ARRAYS.has(name) ? VIEW : undefined);
}

/** What is known of a value of kind `found` that is declared to be of kind `declared`. */
export function narrowed(found: Kind, declared: Kind | undefined): Kind {
  if (declared === undefined || found.is === 'never') return found;
  if (!isInteger(declared))
    return found.is === 'integer' || found.is === 'number' ? found : declared;
  if (!isInteger(found)) return declared;
  // A constant such as -1 may stand for "no address".
  if (constantOf(found) !== undefined) return found;
  const [lo, hi] = [Math.max(found.lo, declared.lo), Math.min(found.hi, declared.hi)];
  return lo <= hi ? integer(lo, hi, found.step) : declared;
}
