import type { BuildOptions } from '../../generator/options/index.ts';
import { specialisedProgram, type SpecialisedProgram } from '../../generator/specialise/index.ts';
import { realTemplates } from './stored-templates.ts';
import { lowerToWasm, type LoweredModule, type LowerOptions } from '../../generator/wasm/index.ts';
import type { Allocator, Memory } from './allocator.ts';
import { loadModule } from './load-variant.ts';
import type { WasmMemory } from './wasm-memory.ts';

const templates = realTemplates();

export type Instance = Allocator & { readonly memory: Memory };

/** What `malloc.wasm.js` exports. */
export interface Face extends Allocator {
  /** Of a module with a memory of its own. */
  readonly memory?: WasmMemory & Memory;
  instantiate(memory?: Memory): Instance;
  instantiateAsync(memory?: Memory): Promise<Instance>;
}

/** What a lowering starts from. */
export function specialisedOf(options: BuildOptions): SpecialisedProgram {
  return specialisedProgram(templates, options);
}

/** The real templates as a WebAssembly module. */
export function lowered(
  options: BuildOptions,
  how: Partial<LowerOptions> = {},
): Promise<LoweredModule> {
  return lowerToWasm(specialisedOf(options), { options, goal: 'size', ...how });
}

/** The text of the loader of a module, with the bytes of the module in it. */
export function faceText({ javascript, wasm }: LoweredModule): string {
  const bytes = Buffer.from(wasm).toString('base64');
  const start = javascript.indexOf('/** The compiled module');
  return `const bytes = Uint8Array.from(atob('${bytes}'), (each) => each.charCodeAt(0));\n${javascript.slice(start)}`;
}

export function loadFace(module: LoweredModule): Promise<Face> {
  return loadModule<Face>(faceText(module));
}
