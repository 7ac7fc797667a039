import fc from 'fast-check';
import type { Allocator } from './allocator.ts';
import { heapCalls, type HeapCall } from './heap-call.ts';

/** A call of any that some variant has. `pick`s choose among the live blocks and NULL. */
export type AnyCall =
  | HeapCall
  | { readonly call: 'posix_memalign'; readonly align: number; readonly size: number }
  | { readonly call: 'valloc' | 'pvalloc'; readonly size: number }
  | { readonly call: 'realloc_in_place'; readonly pick: number; readonly size: number }
  | {
      readonly call: 'independent_calloc';
      readonly count: number;
      readonly size: number;
      readonly own: boolean;
    }
  | {
      readonly call: 'independent_comalloc';
      readonly sizes: readonly number[];
      readonly own: boolean;
    }
  | { readonly call: 'bulk_free'; readonly picks: readonly number[] }
  | { readonly call: 'malloc_trim'; readonly pad: number };

const size = fc.oneof(
  { weight: 8, arbitrary: fc.nat(400) },
  { weight: 2, arbitrary: fc.nat(9000) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 2 ** 31, 2 ** 32 - 70) },
);
const pick = fc.nat(0xffff);

const call = <const Name extends string>(name: Name) => fc.constant(name);

/** At most as many as the arrays of a watched heap have room for. */
export const MAX_ELEMENTS = 12;

const MORE_CALLS: readonly fc.Arbitrary<AnyCall>[] = [
  fc.record({
    call: call('posix_memalign'),
    align: fc.constantFrom(0, 4, 8, 12, 16, 64, 256, 4096),
    size,
  }),
  fc.record({ call: fc.constantFrom('valloc' as const, 'pvalloc' as const), size }),
  fc.record({ call: call('realloc_in_place'), pick, size }),
  fc.record({
    call: call('independent_calloc'),
    count: fc.nat(MAX_ELEMENTS),
    size: fc.nat(400),
    own: fc.boolean(),
  }),
  fc.record({
    call: call('independent_comalloc'),
    sizes: fc.array(size, { maxLength: MAX_ELEMENTS }),
    own: fc.boolean(),
  }),
  fc.record({ call: call('bulk_free'), picks: fc.array(pick, { maxLength: MAX_ELEMENTS }) }),
  fc.record({ call: call('malloc_trim'), pad: fc.constantFrom(0, 100, 5000) }),
];

/** Sequences of the calls that the allocator has, as likely long as short. */
export function callsOf(allocator: Allocator, maxLength: number): fc.Arbitrary<AnyCall[]> {
  const standard: fc.Arbitrary<AnyCall> = heapCalls(1)
    .filter((calls) => calls.length > 0)
    .map(([first]) => first as HeapCall);
  const any = fc.oneof(
    { weight: 3, arbitrary: standard },
    {
      weight: 2,
      arbitrary: fc.oneof(...MORE_CALLS).map((one) => (one.call in allocator ? one : FREE)),
    },
  );
  return fc.array(any, { maxLength, size: 'max' });
}

/** In place of a call that the variant lacks. */
const FREE: AnyCall = { call: 'free', pick: 0 };
