/** What a heap can live in. */
export type Memory = ArrayBuffer | SharedArrayBuffer | WebAssembly.Memory;

/** Address of a block that the user sees: a byte offset into the memory; 0 is NULL. */
export type Mem = number;

/** A chunk: the index of its head in M. 0 is none. */
export type Chunk = number & { readonly __chunk: never };
