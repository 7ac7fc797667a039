import { bundle } from '../../generator/measure/bundle.ts';
import { specialise, type Templates, type Variant } from '../../generator/specialise/index.ts';
import type { Build } from '../configurations.ts';
import { minifyByClosure } from './closure.ts';
import { bundleTemplates } from './option-literals.ts';
import { sizeOf, type Size } from './size.ts';
import { minifyByTerser } from './terser.ts';
import type { Tool } from './tools.ts';
import { requireWorking } from './working.ts';

export interface Comparison {
  readonly name: string;
  /** What the measured program imports. */
  readonly entry: readonly string[];
  readonly sizes: Readonly<Record<Tool, Size>>;
}

/** The bytes of our variant alone, with the measured entry or another one. */
export async function ourSize(variant: Variant, entry = variant.measured): Promise<Size> {
  return sizeOf((await bundle(variant.javascript, entry)).text);
}

/**
 * Makes one program with each tool, sees that each of them allocates, and measures them.
 * @param entry what the program imports; the variant's measured names when left out
 */
export async function compare(
  templates: Templates,
  { name, options }: Build,
  entry?: readonly string[],
): Promise<Comparison> {
  const variant = specialise(templates, options);
  const names = entry ?? variant.measured;
  const plain = await bundleTemplates(options, names, 'plain');
  const folded = await bundleTemplates(options, names, 'folded');
  const texts: Record<Tool, string> = {
    ours: (await bundle(variant.javascript, names)).text,
    esbuild: await bundleTemplates(options, names, 'minified'),
    terser: smaller(await minifyByTerser(plain), await minifyByTerser(folded)),
    // Less comes of the folded bundle.
    closure: await minifyByClosure(plain, names, variant.declarations),
  };
  await requireWorking(name, texts, options);
  return {
    name,
    entry: names,
    sizes: {
      ours: sizeOf(texts.ours),
      esbuild: sizeOf(texts.esbuild),
      terser: sizeOf(texts.terser),
      closure: sizeOf(texts.closure),
    },
  };
}

function smaller(a: string, b: string): string {
  return sizeOf(a).brotli <= sizeOf(b).brotli ? a : b;
}
