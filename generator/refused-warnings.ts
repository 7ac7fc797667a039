import type { DiagnosticCode } from './kconfig/index.ts';

/**
 * C `conf` only warns about these, and continues without the line or with a part of it. An allocator
 * generated that way would not be the one that was asked for.
 */
export const REFUSED_WARNINGS: readonly DiagnosticCode[] = [
  'malformed-line',
  'wrong-type',
  'loose-value',
  'out-of-range',
];
