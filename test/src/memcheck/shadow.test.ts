import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  DEFINED,
  FREED,
  NOACCESS,
  Shadow,
  UNDEFINED,
  type ByteState,
} from '../../../src/memcheck/shadow.ts';
import { runs, seeded } from '../../support/seed.ts';

/** Around the ends of two pages of 64 KiB. */
const place = fc.oneof(
  fc.integer({ min: 65_500, max: 65_600 }),
  fc.integer({ min: 131_040, max: 131_100 }),
  fc.nat(200_000),
);
const state = fc.constantFrom<ByteState>(DEFINED, UNDEFINED, NOACCESS, FREED);
const range = fc.tuple(place, place).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

const step = fc.oneof(
  fc.record({ fill: range, state }),
  fc.record({ to: place, from: place, size: fc.nat(100) }),
);

test(seeded('as a byte for each byte'), () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), range, state, (steps, [from, to], least) => {
      const shadow = new Shadow();
      const model = new Uint8Array(201_000);
      for (const one of steps) {
        if ('fill' in one) {
          shadow.fill(...one.fill, one.state);
          model.fill(one.state, ...one.fill);
        } else {
          shadow.copy(one.to, one.from, one.size);
          model.copyWithin(one.to, one.from, one.from + one.size);
        }
      }
      for (const at of [from, to, 65_535, 65_536, 131_071, 131_072]) {
        expect(shadow.get(at)).toBe(model[at]);
      }
      const found = model.subarray(from, to).findIndex((each) => each >= least);
      expect(shadow.find(from, to, least)).toBe(found < 0 ? -1 : from + found);
    }),
    runs(300),
  );
});

test('a pool of 3 GiB has a page of its own only where it starts', () => {
  const shadow = new Shadow();
  shadow.fill(4096, 3 * 2 ** 30, NOACCESS);
  expect(shadow.get(3 * 2 ** 30 - 1)).toBe(NOACCESS);
  expect(shadow.get(3 * 2 ** 30)).toBe(DEFINED);
  expect(shadow.ownPages).toBe(1);
  shadow.fill(2 ** 30, 2 ** 30 + 1, DEFINED);
  expect(shadow.ownPages).toBe(2);
});
