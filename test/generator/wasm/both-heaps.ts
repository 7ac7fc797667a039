import type { Allocator } from '../../support/allocator.ts';

/** Requests around every boundary, and numbers that no size_t can be. */
export const ODD = [
  0,
  1,
  -1,
  -8,
  1.5,
  NaN,
  Infinity,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 8,
  2 ** 32,
  2 ** 53,
];

const ALIGNMENTS = [4, 8, 16, 24, 64, 4096, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1, -1];

function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state / 2 ** 32;
  };
}

/** What a call returns, or the message of what it throws. */
function outcome(allocator: Allocator, name: string, args: readonly number[]): unknown {
  try {
    return (allocator as unknown as Record<string, (...numbers: readonly number[]) => unknown>)[
      name
    ]?.(...args);
  } catch (error) {
    return String(error);
  }
}

/** The same calls on two allocators; throws at the first that returns another address. */
export function callBoth(
  js: Allocator,
  wasm: Allocator,
  calls: number,
  seed: number,
  odd: readonly number[] = ODD,
): void {
  const next = random(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const size = (): number => {
    const kind = next();
    if (kind < 0.6) return below(300);
    if (kind < 0.92) return below(5000);
    return kind < 0.97 ? below(200_000) : (odd[below(odd.length)] as number);
  };
  const live: number[] = [];
  for (let i = 0; i < calls; i += 1) {
    const kind = next();
    const at = below(live.length);
    const old = live[at] ?? 0;
    let name: 'malloc' | 'free' | 'realloc' | 'calloc' | 'memalign' = 'malloc';
    let args: readonly number[] = [size()];
    if (kind >= 0.4 && kind < 0.7) [name, args] = ['free', [old]];
    else if (kind >= 0.7 && kind < 0.85) [name, args] = ['realloc', [old, size()]];
    else if (kind >= 0.85 && kind < 0.93) [name, args] = ['calloc', [size(), below(20)]];
    else if (kind >= 0.93)
      [name, args] = ['memalign', [ALIGNMENTS[below(ALIGNMENTS.length)] ?? 8, size()]];
    const [expected, found] = [outcome(js, name, args), outcome(wasm, name, args)];
    if (found !== expected) throw new Error(`${i}: ${name}(${args.join()}) ${expected} ${found}`);
    const isGone = typeof expected !== 'string';
    if ((name === 'free' && isGone) || (name === 'realloc' && expected && isGone))
      live.splice(at, 1);
    if (expected && isGone) live.push(expected as number);
  }
}

/** The first byte that differs, from the start of the memories; -4 if none does. */
export function differs(a: ArrayBufferLike, b: ArrayBufferLike): number {
  const [x, y] = [new Int32Array(a), new Int32Array(b)];
  if (x.length !== y.length) return Math.min(x.length, y.length) * 4;
  return x.findIndex((word, i) => word !== y[i]) * 4;
}
