/**
 * What can hold a heap: a buffer or a WebAssembly.Memory, whose form is written out because only the
 * declarations of browsers have its name. A view has no grow().
 */
export type Memory =
  | ArrayBuffer
  | SharedArrayBuffer
  | { readonly buffer: ArrayBufferLike; grow(delta: number): number };

/** A WebAssembly.Memory with addresses of 64 bits: a number is a TypeError there. */
export interface WideMemory {
  grow(pages: bigint): bigint;
}

/** Address of a block, as the user sees it: a byte offset into the memory; 0 is NULL. */
export type Mem = number;

/** A chunk: the index of its head in M, or 0 for none. */
export type Chunk = number & { readonly __chunk: never };

/** A size in words: that of a chunk, or of one that is asked for. */
export type Words = number;

/** The index in M of a chunk, or of a word that holds a link to one; 0 for none. */
export type Link = number;

/** What a number of words must be less than: at most 2^31 - 1, which every size is. */
export type Limit = number;
