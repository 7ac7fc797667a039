/*
 * What a phase passes to the next one: the address of two words in a block of its own pool. The next
 * phase can read them because all phases share the memory.
 */

/** Stores the address of the image and its length in a block from `malloc`. */
export function handOver(memory, malloc, image, length) {
  const block = malloc(8);
  new Uint32Array(memory, block, 2).set([image, length]);
  return block;
}

/** The image that a handoff describes. */
export function handedOver(memory, block) {
  const [image, length] = new Uint32Array(memory, block, 2);
  return new Uint8Array(memory, image, length);
}
