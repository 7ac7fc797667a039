export interface Difference {
  readonly index: number;
  readonly actual: number | undefined;
  readonly expected: number | undefined;
}

/** Where two long lists differ first: a message that can be read, unlike that of toEqual(). */
export function firstDifference(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
): Difference | undefined {
  const length = Math.max(actual.length, expected.length);
  for (let index = 0; index < length; index += 1) {
    if (actual[index] !== expected[index]) {
      return { index, actual: actual[index], expected: expected[index] };
    }
  }
  return undefined;
}
