/* Apart from `index.ts`, since it loads the TypeScript compiler, which takes a second. */
export { loadTemplates, parseTemplates } from './load/load.ts';
