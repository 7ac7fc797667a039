import type { WasmMemory } from '../memory.ts';

/**
 * A type of the namespace WebAssembly, where there are declarations of browsers or Node.js; `otherwise`
 * elsewhere, so that the declarations compile without these.
 */
function namespaced(name: string, otherwise: string): string {
  return `typeof globalThis extends {
  WebAssembly: { ${name}: new (...args: never) => infer Type };
}
  ? Type
  : ${otherwise};`;
}

/**
 * The text of `malloc.wasm.d.ts`: the declarations of the variant, on a WebAssembly.Memory.
 * @param declarations those of malloc.js
 */
export function glueDeclarations(declarations: string, memory: WasmMemory = 'imported'): string {
  const isOwn = memory === 'own';
  const onMemory = declarations.replace(
    /^\/\*\*(?:(?!\*\/)[^])*\*\/\nexport type Memory =[^{;]*\{[^}]*\};$/m,
    `/** A WebAssembly.Memory. */
export type Memory = ${namespaced('Memory', '{ readonly buffer: ArrayBufferLike; grow(delta: number): number }')}`,
  );
  return `${onMemory}
/** A WebAssembly.Module. */
export type Module = ${namespaced('Module', 'object')}

/** The compiled module. It imports ${isOwn ? '' : '`env.memory`, and '}the functions of \`env\` that throw its errors. */
export declare const module: Module;
${isOwn ? OWN_MEMORY : ''}
/** An allocator of its own on one memory, with the names that this module exports. */
export type Instance = Omit<
  typeof import('./malloc.wasm.js'),
  'module' | 'instantiate' | 'instantiateAsync'
> & { readonly memory: Memory };

${isOwn ? INSTANTIATE_OWN : INSTANTIATE}`;
}

const OWN_MEMORY = `
/** The memory of this module. Functions that take a memory take this one. */
export declare const memory: Memory;
`;

const INSTANTIATE = `/**
 * Makes an allocator on \`memory\`, or on a new memory. Its functions that take a memory take this one.
 * @throws TypeError if \`memory\` is not a WebAssembly.Memory
 */
export declare function instantiate(memory?: Memory): Instance;

/** The same as a promise. */
export declare function instantiateAsync(memory?: Memory): Promise<Instance>;
`;

const INSTANTIATE_OWN = `/** Makes an allocator with a memory of its own. Its functions that take a memory take this one. */
export declare function instantiate(): Instance;

/** The same as a promise. */
export declare function instantiateAsync(): Promise<Instance>;
`;
