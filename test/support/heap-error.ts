/** A heap in which an invariant does not hold, or a call that broke its promise. */
export class HeapError extends Error {}
