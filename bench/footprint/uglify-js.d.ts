/** What is used of uglify-js, which comes without types. */
declare module 'uglify-js' {
  export function minify(
    text: string,
    options: { module: boolean; toplevel: boolean; compress: { passes: number } },
  ): { readonly code: string; readonly error?: Error };
}
