/** In the bundle this is a file of its own: binaryen is an ES module that only import() can load. */
export const importBinaryen = async () => (await import('binaryen')).default;
