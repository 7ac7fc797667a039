import type { HeapLayout } from '../../test/support/heap-layout.ts';

/** What watches the program, except for the allocator itself. */
export type Watcher = 'none' | 'mcheck' | 'pedantic' | 'memcheck';

/** A variant under attack, as it is sent to the process that measures. */
export interface Column {
  readonly title: string;
  readonly watcher: Watcher;
  /** The text of the module, in which each round of a loop calls `globalThis.countRound()`. */
  readonly javascript: string;
  readonly layout: HeapLayout;
}
