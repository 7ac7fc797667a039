import { minify } from 'terser';

/** terser as strong as it gets without changing what a program means. */
export async function minifyByTerser(bundle: string): Promise<string> {
  const { code } = await minify(bundle, {
    module: true,
    toplevel: true,
    ecma: 2020,
    compress: { passes: 3, toplevel: true, unsafe_math: false, ecma: 2020 },
    mangle: { toplevel: true },
    format: { ecma: 2020, comments: false },
  });
  return code ?? '';
}
