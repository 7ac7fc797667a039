import type { EnabledName, GlobalName, ValueName } from './option-tables.ts';
import type { Phase } from './phase.ts';

/**
 * One phase's view of a configuration: all that a template can ask for, and nothing else, so that
 * phases with equal options give equal variants. Names carry neither `CONFIG_` nor the phase's
 * prefix; keys are sorted.
 */
export interface BuildOptions {
  readonly phase: Phase;
  /** `CONFIG_IS_ENABLED('SYS_MALLOC_F')` → `enabled.SYS_MALLOC_F`: the symbol of this phase. */
  readonly enabled: Readonly<Record<EnabledName, boolean>>;
  /** `IS_ENABLED('CONFIG_SANDBOX')` → `global.SANDBOX`: the same symbol for every phase. */
  readonly global: Readonly<Record<GlobalName, boolean>>;
  /**
   * `CONFIG_VAL('SYS_MALLOC_F_LEN')` → `values.SYS_MALLOC_F_LEN`: lengths in bytes, addresses as
   * byte offsets into the memory. 0 if the phase has no such thing.
   */
  readonly values: Readonly<Record<ValueName, number>>;
}

/**
 * The text that decides what a variant looks like: equal for two phases exactly when their
 * variants are the same. For hashes and for generating a variant once.
 */
export function canonicalForm({ enabled, global, values }: BuildOptions): string {
  return JSON.stringify({
    enabled: sorted(enabled),
    global: sorted(global),
    values: sorted(values),
  });
}

/** With the keys in code unit order. An entry named like a number would still come first. */
function sorted<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.keys(record)
      .toSorted()
      .map((key) => [key, record[key] as Value]),
  );
}
