/** What a heap can live in. */
export type Memory = ArrayBuffer | SharedArrayBuffer | WebAssembly.Memory;

/** Address of a block that the user sees: a byte offset into the memory; 0 is NULL. */
export type Mem = number & { readonly __mem: never };

/** A chunk: the index, in 32-bit words of the memory, of its head. 0 is none. */
export type Chunk = number & { readonly __chunk: never };
