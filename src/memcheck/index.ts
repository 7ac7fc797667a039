/**
 * `mallocgen/memcheck`: a memory checker for variants with VALGRIND. It runs wherever the allocator does:
 * in Node.js, browsers and workers.
 */
export type { CheckableArray } from './array-access.ts';
export { checkedArray } from './checked-array.ts';
export { checkedView, type CheckedMemory } from './checked-view.ts';
export type { Leak } from './leaks.ts';
export { Memcheck, type MemcheckOptions } from './memcheck.ts';
export type { BlockReport, MemcheckError, MemcheckErrorKind } from './memcheck-error.ts';
