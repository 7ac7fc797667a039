/** The calls of the C library that are tried in each state, with requests from each class around its boundaries. */
export interface Requests {
  readonly malloc: readonly number[];
  readonly calloc: readonly (readonly [count: number, bytes: number])[];
  readonly memalign: readonly (readonly [alignment: number, bytes: number])[];
  readonly realloc: readonly number[];
}

/** @param heap bytes of the largest block that an empty heap can give */
export function requestsFor(is64: boolean, heap: number): Requests {
  const word = is64 ? 8 : 4;
  const granule = 2 * word;
  // The largest request for the smallest chunk, and for the next ones.
  const least = granule + word;
  const small = 256 - word;
  return {
    malloc: [
      0,
      least,
      least + 1,
      least + granule + 1,
      least + 4 * granule,
      small - 2 * granule,
      small - granule,
      small - granule + 1,
      small,
      small + 1,
      heap,
      heap + 1,
      -1,
    ].filter((bytes) => bytes <= heap + 1),
    calloc: [
      [3, word],
      [5, granule],
      [2 ** 31, 2],
    ],
    memalign: [
      [3 * word, least + 1],
      [4 * granule, least],
      [8 * granule, 5 * granule],
      [2 ** 31, 1],
    ],
    realloc: [0, least + 1, least + 2 * granule, small - granule + 1, heap, -1],
  };
}
