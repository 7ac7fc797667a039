/**
 * The text of `malloc.wasm.d.ts`: the declarations of the variant, on a WebAssembly.Memory.
 * @param declarations those of malloc.js
 */
export function glueDeclarations(declarations: string): string {
  const own = declarations.replace(
    /^export type Memory =[^{;]*\{[^}]*\};$/m,
    'export type Memory = WebAssembly.Memory;',
  );
  return `${own}
/** The compiled module. It imports \`env.memory\`, and the functions of \`env\` that throw its errors. */
export declare const module: WebAssembly.Module;

/** An allocator of its own on one memory, with the names that this module exports. */
export type Instance = Omit<
  typeof import('./malloc.wasm.js'),
  'module' | 'instantiate' | 'instantiateAsync'
> & { readonly memory: WebAssembly.Memory };

/**
 * Makes an allocator on \`memory\`, or on a new memory. Its functions that take a memory take this one.
 * @throws TypeError if \`memory\` is not a WebAssembly.Memory
 */
export declare function instantiate(memory?: WebAssembly.Memory): Instance;

/** The same as a promise. */
export declare function instantiateAsync(memory?: WebAssembly.Memory): Promise<Instance>;
`;
}
