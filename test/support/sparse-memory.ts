/**
 * A buffer so long that only the pages that are touched can be there; undefined on a machine that does
 * not give that number of addresses.
 */
export function sparseMemory<T extends ArrayBuffer | SharedArrayBuffer>(
  kind: new (bytes: number) => T,
  bytes: number,
): T | undefined {
  try {
    return new kind(bytes);
  } catch {
    return undefined;
  }
}
