/*
 * What a phase tells the next one: two words in a block of its own pool. An address is all that goes
 * from phase to phase, as the memory is the same.
 */

/** Puts where the image is, and its length, into a block from `malloc`. */
export function handOver(memory, malloc, image, length) {
  const block = malloc(8);
  new Uint32Array(memory, block, 2).set([image, length]);
  return block;
}

/** The image that a handoff is about. */
export function handedOver(memory, block) {
  const [image, length] = new Uint32Array(memory, block, 2);
  return new Uint8Array(memory, image, length);
}
