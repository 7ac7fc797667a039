/** Whether Node.js was started with `--enable-source-maps`. Otherwise nothing reads a map. */
export function usesSourceMaps(): boolean {
  const { sourceMapsEnabled } = process as { readonly sourceMapsEnabled?: boolean };
  return sourceMapsEnabled === true;
}
