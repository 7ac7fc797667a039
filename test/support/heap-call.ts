import fc from 'fast-check';

/** A call of a random test. `pick` chooses among the live blocks and NULL. */
export type HeapCall =
  | { readonly call: 'malloc'; readonly size: number }
  | { readonly call: 'calloc'; readonly count: number; readonly size: number }
  | { readonly call: 'memalign'; readonly align: number; readonly size: number }
  | { readonly call: 'realloc'; readonly pick: number; readonly size: number }
  | { readonly call: 'free'; readonly pick: number };

/** Where the allocator decides: the smallest chunk, small and large, a power of two, a page. */
const BOUNDARIES = [0, 12, 24, 28, 32, 48, 240, 244, 248, 256, 264, 504, 512, 1024, 2048, 4096];

/** No size_t, or one that no heap can give. */
const NONSENSE = [
  -1,
  -4096,
  -(2 ** 31),
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 64,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 32 + 5,
  2 ** 53,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  20.5,
];

const size = fc.oneof(
  { weight: 8, arbitrary: fc.nat(600) },
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...BOUNDARIES), fc.integer({ min: -17, max: 17 }))
      .map(([at, off]) => Math.max(0, at + off)),
  },
  { weight: 3, arbitrary: fc.nat(9000) },
  { weight: 1, arbitrary: fc.nat(200_000) },
  { weight: 1, arbitrary: fc.constantFrom(...NONSENSE) },
);

const align = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(8, 16, 32, 64, 128, 256, 1024, 4096) },
  { weight: 3, arbitrary: fc.nat(300) },
  { weight: 1, arbitrary: fc.constantFrom(16384, 65536, 2 ** 20, 2 ** 30, 2 ** 31, ...NONSENSE) },
);

const pick = fc.nat(0xffff);

const heapCall: fc.Arbitrary<HeapCall> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ call: fc.constant('malloc' as const), size }) },
  {
    weight: 2,
    arbitrary: fc.record({
      call: fc.constant('calloc' as const),
      count: fc.oneof(
        { weight: 9, arbitrary: fc.nat(20) },
        { weight: 1, arbitrary: fc.constantFrom(65536, 2 ** 31, 2 ** 32 - 1, -1) },
      ),
      size: fc.oneof({ weight: 9, arbitrary: fc.nat(100) }, { weight: 1, arbitrary: size }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('memalign' as const), align, size }) },
  { weight: 4, arbitrary: fc.record({ call: fc.constant('realloc' as const), pick, size }) },
  { weight: 6, arbitrary: fc.record({ call: fc.constant('free' as const), pick }) },
);

/** Sequences of calls, as long as `maxLength`, and as likely long as short. */
export function heapCalls(maxLength: number): fc.Arbitrary<HeapCall[]> {
  return fc.array(heapCall, { maxLength, size: 'max' });
}
