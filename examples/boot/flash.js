/*
 * A slot of the flash holds a word for the checksum, a word for the length, and the image.
 */
const HEADER = 8;

/** A number that is different if any byte is. */
function checksum(bytes) {
  return bytes.reduce((sum, byte) => (sum * 31 + byte) >>> 0, 0);
}

/** Writes an image into the slot at `address`. */
export function writeSlot(memory, address, text) {
  const image = new TextEncoder().encode(text);
  new Uint32Array(memory, address, 2).set([checksum(image), image.length]);
  new Uint8Array(memory, address + HEADER, image.length).set(image);
}

/** The image in the slot at `address`; undefined if its checksum is wrong. */
export function imageOf(memory, address) {
  const [sum, length] = new Uint32Array(memory, address, 2);
  const image = new Uint8Array(memory, address + HEADER, length);
  return checksum(image) === sum ? image : undefined;
}
