import type { BuildOptions } from '../../generator/options/index.ts';
import { specialise } from '../../generator/specialise/specialise.ts';
import type { Variant } from '../../generator/specialise/variant.ts';
import type { Allocator } from './allocator.ts';
import { keep, kept } from './kept.ts';
import { loadVariant } from './load-variant.ts';
import { realTemplates } from './stored-templates.ts';

const variants = new Map<string, Variant>();

function make(options: BuildOptions, key: string): Variant {
  const known = kept(key);
  if (known !== undefined) return JSON.parse(known.toString()) as Variant;
  const variant = specialise(realTemplates(), options);
  keep(key, JSON.stringify(variant));
  return variant;
}

/** The variant of the real templates, specialised once for each set of options. */
export function specialised(options: BuildOptions): Variant {
  const key = JSON.stringify(options);
  let variant = variants.get(key);
  if (variant === undefined) {
    variant = make(options, key);
    variants.set(key, variant);
  }
  return variant;
}

/** A new instance of that variant's module. */
export function loadSpecialised(options: BuildOptions): Promise<Allocator> {
  return loadVariant(specialised(options).javascript);
}
