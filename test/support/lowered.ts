import { fileURLToPath } from 'node:url';
import type { BuildOptions } from '../../generator/options/index.ts';
import { loadTemplates, specialisedProgram } from '../../generator/specialise/index.ts';
import { lowerToWasm, type LoweredModule, type LowerOptions } from '../../generator/wasm/index.ts';
import type { Allocator, Memory } from './allocator.ts';
import { loadModule } from './load-variant.ts';

const templates = loadTemplates(fileURLToPath(new URL('../../templates', import.meta.url)));

export type Instance = Allocator & { readonly memory: Memory };

/** What `malloc.wasm.js` exports. */
export interface Face extends Allocator {
  instantiate(memory?: Memory): Instance;
  instantiateAsync(memory?: Memory): Promise<Instance>;
}

/** The real templates as a WebAssembly module. */
export function lowered(
  options: BuildOptions,
  how: Partial<LowerOptions> = {},
): Promise<LoweredModule> {
  return lowerToWasm(specialisedProgram(templates, options), { options, goal: 'size', ...how });
}

/** The loader of a module, with the bytes of the module in it. */
export function loadFace({ javascript, wasm }: LoweredModule): Promise<Face> {
  const bytes = Buffer.from(wasm).toString('base64');
  const start = javascript.indexOf('/** The compiled module');
  return loadModule<Face>(
    `const bytes = Uint8Array.from(atob('${bytes}'), (each) => each.charCodeAt(0));\n${javascript.slice(start)}`,
  );
}
