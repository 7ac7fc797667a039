/**
 * A memory checker for variants with VALGRIND: `mallocgen/memcheck`. It runs in Node.js, browsers and
 * workers, wherever the allocator does.
 */
export { checkedArray, type CheckableArray } from './checked-array.ts';
export { checkedView, type CheckedMemory } from './checked-view.ts';
export type { Leak } from './leaks.ts';
export { Memcheck, type MemcheckOptions } from './memcheck.ts';
export type { BlockReport, MemcheckError, MemcheckErrorKind } from './memcheck-error.ts';
