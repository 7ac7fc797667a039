import { minify as minifyBySwc } from '@swc/core';
import { build, transform } from 'esbuild';
import { minify as minifyByOxc } from 'rolldown/utils';
import { minify as minifyByUglify } from 'uglify-js';

import { bundle } from '../../generator/measure/bundle.ts';
import type { Variant } from '../../generator/specialise/index.ts';
import { minifyByClosure } from './closure.ts';
import { sizeOf } from './size.ts';
import { minifyByTerser } from './terser.ts';

/** What our modules are minified by beside esbuild, which measures them. */
export const MINIFIERS = ['oxc', 'terser', 'swc', 'uglify-js', 'closure'] as const;
export type Minifier = (typeof MINIFIERS)[number];

/** Brotli bytes of one program, made from our module by each minifier. */
export interface Minified {
  readonly name: string;
  readonly ours: number;
  readonly others: Readonly<Record<Minifier, number>>;
}

/** Gives our module, bundled but not minified, to every minifier, as strong as each gets. */
export async function minifyOurs(name: string, variant: Variant): Promise<Minified> {
  const { javascript, measured, declarations } = variant;
  const plain = await bundled(javascript, measured);
  const texts: Readonly<Record<Minifier, string>> = {
    oxc: await byOxc(plain),
    terser: await minifyByTerser(plain),
    swc: await bySwc(plain),
    'uglify-js': await byUglify(plain),
    closure: await minifyByClosure(plain, measured, declarations),
  };
  const bytes = MINIFIERS.map((minifier) => [minifier, sizeOf(texts[minifier]).brotli] as const);
  return {
    name,
    ours: sizeOf((await bundle(javascript, measured)).text).brotli,
    others: Object.fromEntries(bytes) as Record<Minifier, number>,
  };
}

/** How much less than esbuild's result that of another is, as a part of it; negative if it is more. */
export function gain({ ours, others }: Minified, minifier: Minifier): number {
  return 1 - others[minifier] / ours;
}

async function bundled(javascript: string, names: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${names.join(', ')} } from './malloc.js';` },
    plugins: [
      {
        name: 'variant',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /.*/ }, ({ path }) => ({ path, namespace: 'variant' }));
          onLoad({ filter: /.*/, namespace: 'variant' }, () => ({ contents: javascript }));
        },
      },
    ],
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    platform: 'neutral',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

async function byOxc(text: string): Promise<string> {
  const { code, errors } = await minifyByOxc('malloc.js', text, {
    module: true,
    compress: { target: 'esnext' },
    mangle: { toplevel: true },
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return code;
}

async function bySwc(text: string): Promise<string> {
  const { code } = await minifyBySwc(text, {
    module: true,
    compress: { passes: 3, toplevel: true },
    mangle: { toplevel: true },
    format: { comments: false },
  });
  return code;
}

/** uglify-js minifies scripts and modules, and esbuild writes the result without what it leaves. */
async function byUglify(text: string): Promise<string> {
  const { code, error } = minifyByUglify(text, {
    module: true,
    toplevel: true,
    compress: { passes: 3 },
  });
  if (error !== undefined) throw error;
  return (await transform(code, { charset: 'utf8', format: 'esm', minifyWhitespace: true })).code;
}
