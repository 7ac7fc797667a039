/** What `package.json` asks for. */
export const BINARYEN_VERSION = '132.0.0';
