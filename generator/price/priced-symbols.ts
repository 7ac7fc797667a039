import type { KconfigTree } from '../kconfig/index.ts';
import {
  ENABLED_NAMES,
  GLOBAL_GROUP_SYMBOLS,
  GLOBAL_NAMES,
  GROUP_SYMBOLS,
  PHASE_PREFIX,
  type Phase,
} from '../options/index.ts';

/**
 * The symbols of a tree from which a phase takes its options, and those that set several of them by
 * default: bools and tristates, by name.
 */
export function pricedSymbols({ names }: KconfigTree, phase: Phase): readonly string[] {
  const prefix = PHASE_PREFIX[phase];
  const own = [...ENABLED_NAMES, ...GROUP_SYMBOLS].map((name) => prefix + name);
  return [...new Set([...own, ...ENABLED_NAMES, ...GLOBAL_NAMES, ...GLOBAL_GROUP_SYMBOLS])]
    .filter((name) => ['bool', 'tristate'].includes(names.get(name)?.type ?? ''))
    .toSorted();
}
