/** Whole numbers from 0 up to, but not including, `limit`; the same ones for the same seed. Marsaglia's xorshift32. */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed | 0 || 1;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}
