/** What can hold a heap. */
export type Memory = ArrayBuffer | SharedArrayBuffer | WebAssembly.Memory;

/** Address of a block, as the user sees it: a byte offset into the memory; 0 is NULL. */
export type Mem = number;

/** A chunk: the index of its head in M, or 0 for none. */
export type Chunk = number & { readonly __chunk: never };
