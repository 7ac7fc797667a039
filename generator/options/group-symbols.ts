import { PHASE_PREFIX, type Phase } from './phase.ts';
import { isOnIfDefined } from './symbols.ts';
import type { Values } from './values.ts';

/** Symbols of each phase that are not options themselves, but set several by default. */
export const GROUP_SYMBOLS: readonly string[] = ['SYS_MALLOC_SMALL'];

/** The same for all phases at once. */
export const GLOBAL_GROUP_SYMBOLS: readonly string[] = [
  'CC_OPTIMIZE_FOR_PERFORMANCE',
  'CC_OPTIMIZE_FOR_SIZE',
];

/** The values of a phase's group symbols, if the tree has them, with the phase's prefix. */
export function groupSymbols(
  configuration: Values,
  phase: Phase,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    GROUP_SYMBOLS.map((name) => PHASE_PREFIX[phase] + name).flatMap((name) => {
      const value = isOnIfDefined(configuration, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
