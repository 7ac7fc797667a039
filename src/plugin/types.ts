/*
 * What the plugins are to the bundlers' own types, without a need to have those installed: each of these
 * can be assigned to the type of its bundler.
 */

/** A plugin of Vite, Rollup, Rolldown or Farm: they require no more than a name. */
export type NamedPlugin = { readonly name: string };

/** A plugin of webpack or Rspack. */
export type CompilerPlugin = { apply(compiler: unknown): void };

/** A plugin of esbuild, Bun or Rsbuild. */
export type SetupPlugin = { readonly name: string; setup(build: unknown): void | Promise<void> };
