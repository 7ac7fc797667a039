import type { Call } from '../../specialise/syntax/tree.ts';
import { NoLowering } from '../errors.ts';
import { INT32, integer, UINT32, type Kind } from './kind.ts';

/** Functions of Atomics that read, and change or store, one element of an Int32Array. */
export const ATOMIC_OPERATIONS: ReadonlySet<string> = new Set([
  'load',
  'store',
  'add',
  'sub',
  'and',
  'or',
  'xor',
  'exchange',
  'compareExchange',
]);

/** The kind of what a function of Atomics returns. A wait returns a text, which nobody can use. */
export function atomicKind(node: Call, name: string): Kind {
  if (ATOMIC_OPERATIONS.has(name)) return INT32;
  if (name === 'notify') return UINT32;
  if (name === 'wait') return integer(0, 2);
  throw new NoLowering(`Atomics.${name}()`, node.position);
}
