/** What a heap can be in. A WebAssembly.Memory is an object with a buffer. */
export type HeapMemory = ArrayBuffer | SharedArrayBuffer | { readonly buffer: ArrayBufferLike };

/** Reads up to `count` 32-bit words from an address on: fewer if the memory ends before. */
export function wordsAt(memory: HeapMemory, address: number, count: number): readonly number[] {
  const buffer = 'buffer' in memory ? memory.buffer : memory;
  const view = new DataView(buffer);
  const end = Math.min(count, Math.floor((buffer.byteLength - address) / 4));
  return Array.from({ length: Math.max(end, 0) }, (_, i) => view.getUint32(address + 4 * i, true));
}

/**
 * Reads an array of `count` values of the type size_t, none of which is 0. The words show how long a size_t
 * is: if it has 64 bits, every other word is 0.
 */
export function sizesAt(memory: HeapMemory, address: number, count: number): readonly number[] {
  const words = wordsAt(memory, address, 2 * count);
  const stride = count > 1 && words[1] === 0 ? 2 : 1;
  return Array.from({ length: count }, (_, i) => words[i * stride] ?? 0);
}
