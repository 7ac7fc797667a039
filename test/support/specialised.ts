import { fileURLToPath } from 'node:url';
import type { BuildOptions } from '../../generator/options/index.ts';
import { loadTemplates, specialise, type Variant } from '../../generator/specialise/index.ts';
import type { Allocator } from './allocator.ts';
import { loadVariant } from './load-variant.ts';

const templates = loadTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));
const variants = new Map<string, Variant>();

/** The variant of the real templates, specialised once for each set of options. */
export function specialised(options: BuildOptions): Variant {
  const key = JSON.stringify(options);
  let variant = variants.get(key);
  if (variant === undefined) {
    variant = specialise(templates, options);
    variants.set(key, variant);
  }
  return variant;
}

/** A new instance of that variant's module. */
export function loadSpecialised(options: BuildOptions): Promise<Allocator> {
  return loadVariant(specialised(options).javascript);
}
