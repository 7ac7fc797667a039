/** An option that the tree has and the allocator does not implement yet. */
export interface NotAvailable {
  readonly symbol: string;
  /** The value that cannot be had. */
  readonly refused: 'y' | 'n';
  /** What choosing it would need. */
  readonly feature: string;
}

/**
 * Choosing one of these is an error, so that no option is ignored. Whoever implements one deletes
 * its row. Options that need one of these to be visible have no row of their own.
 */
export const NOT_AVAILABLE_YET: readonly NotAvailable[] = [];
