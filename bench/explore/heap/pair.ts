import { join } from 'node:path';

import { build } from 'esbuild';

import type { BuildOptions } from '../../../generator/options/index.ts';
import type { Allocator } from '../../../test/support/allocator.ts';
import { loadModule } from '../../load-module.ts';
import { TEMPLATES, variantText } from '../variant.ts';

/** The same configuration twice: as the module that users get, and as the templates that it is made from. */
export interface Pair {
  readonly variant: Allocator;
  readonly templates: Allocator;
}

/** The variant of some options, and the unspecialised templates with the same options. */
export async function loadPair(options: BuildOptions): Promise<Pair> {
  const { outputFiles } = await build({
    entryPoints: [join(TEMPLATES, 'index.ts')],
    bundle: true,
    format: 'esm',
    target: 'esnext',
    write: false,
    banner: { js: `globalThis.MALLOCGEN_OPTIONS = ${JSON.stringify(options)};` },
  });
  return pairOf(variantText(options), outputFiles[0]!.text);
}

/** The pair of two modules' texts. A text that was loaded before is the same instance. */
export async function pairOf(variant: string, templates: string): Promise<Pair> {
  return {
    variant: await loadModule<Allocator>(variant),
    templates: await loadModule<Allocator>(templates),
  };
}
