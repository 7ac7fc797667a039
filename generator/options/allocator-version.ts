/**
 * The versions of the full malloc() by the symbol that chooses each. The first one whose symbol is set
 * is taken, and otherwise the one without a symbol.
 */
export const VERSION_SYMBOLS = {
  'dlmalloc-2.6.6': 'SYS_MALLOC_LEGACY',
  'dlmalloc-2.8.6': undefined,
} as const satisfies Record<string, string | undefined>;

export type AllocatorVersion = keyof typeof VERSION_SYMBOLS;

/** A symbol that chooses a version. It is an option, so that the templates choose the same one. */
export type VersionSymbol = Exclude<(typeof VERSION_SYMBOLS)[AllocatorVersion], undefined>;

/** What serves malloc() in a phase: a version of the full one, or the simple one alone. */
export type Allocator = AllocatorVersion | 'malloc_simple';
