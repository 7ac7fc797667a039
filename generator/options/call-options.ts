import type { Configuration } from '../kconfig/index.ts';
import { PHASE_PREFIX, type Phase } from './phase.ts';
import { isOn } from './symbols.ts';

/** The calls of dlmalloc 2.8.6 that a variant has only where they are asked for. */
export const CALL_OPTIONS = [
  'MALLOC_BULK_FREE',
  'MALLOC_INDEPENDENT_CALLS',
  'MALLOC_INSPECT_ALL',
  'MALLOC_POSIX_MEMALIGN',
  'MALLOC_REALLOC_IN_PLACE',
] as const;

export type CallOption = (typeof CALL_OPTIONS)[number];

/** The calls that one phase asks for; none where it has no dlmalloc 2.8.6. */
export function callOptions(
  configuration: Configuration,
  phase: Phase,
  hasDlmalloc: boolean,
): Readonly<Record<CallOption, boolean>> {
  return Object.fromEntries(
    CALL_OPTIONS.map((name) => [
      name,
      hasDlmalloc && isOn(configuration, PHASE_PREFIX[phase] + name),
    ]),
  ) as Record<CallOption, boolean>;
}
