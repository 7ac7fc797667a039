import type { BuildOptions } from './options/index.ts';
import type { Variant } from './specialise/index.ts';

/** The type `Memory` of the templates up to what differs. */
const ANY_MEMORY = /^export type Memory =(\s*\|)?\s*ArrayBuffer\s*\|/m;

/**
 * The variant with a type `Memory` that has no ArrayBuffer, if the heap has a lock: other threads could not
 * see it. A WebAssembly.Memory is taken in any case, as its type does not say whether it is shared.
 */
export function withSharedMemory(
  variant: Variant,
  { enabled }: Pick<BuildOptions, 'enabled'>,
): Variant {
  if (!enabled.SYS_MALLOC_LOCK) return variant;
  const shared = (text: string): string => text.replace(ANY_MEMORY, 'export type Memory =');
  return {
    ...variant,
    source: shared(variant.source),
    declarations: shared(variant.declarations),
  };
}
