import { Script } from 'node:vm';

import { transform } from 'esbuild';

/**
 * Loads the JavaScript of a variant into this process.
 * @returns what makes instances: what the module exports or, of a module that exports `createMalloc()`, what
 * that returns, with `MALLOC_STATE_SIZE`. Instances share nothing, and have no heap yet.
 */
export async function loadVariant<Instance>(javascript: string): Promise<() => Instance> {
  const { code } = await transform(javascript, { format: 'cjs', sourcefile: 'malloc.js' });
  const script = new Script(`(function (module, exports) {${code}\n})`, { filename: 'malloc.js' });
  return () => {
    const module: { exports: Record<string, unknown> } = { exports: {} };
    const define = script.runInThisContext() as (module: object, exports: object) => void;
    define(module, module.exports);
    const { createMalloc, MALLOC_STATE_SIZE = 0 } = module.exports;
    if (typeof createMalloc !== 'function') return module.exports as Instance;
    const instance = createMalloc() as object;
    return Object.defineProperty(instance, 'MALLOC_STATE_SIZE', {
      value: MALLOC_STATE_SIZE,
    }) as Instance;
  };
}
