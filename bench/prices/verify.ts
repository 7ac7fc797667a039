import { deepStrictEqual } from 'node:assert';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { PHASES } from '../../generator/options/index.ts';
import { createSpecialiser, specialise, type Templates } from '../../generator/specialise/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';
import { roundsOf, type Round } from './rounds.ts';

/** Symbols that can be switched one after the other in most configurations. */
const WALK = ['NO_MALLINFO', 'NO_TREE_BINS', 'INSECURE', '64BIT', 'NO_MALLINFO', 'INSECURE'];

/**
 * Makes every variant of all configurations in `configs/`, their phases and their options, with and without a
 * memo: in two orders, and along a walk.
 *
 * @throws AssertionError if one differs
 * @returns how many were compared
 */
export function verifyMemo(
  templates: Templates,
  onProgress: (configuration: string) => void,
): number {
  let compared = 0;
  const compare = (rounds: readonly Round[]): void => {
    const all = rounds.flatMap(({ variants }) => variants);
    const alone = all.map((options) => specialise(templates, options));
    const one = createSpecialiser(templates);
    for (const [i, options] of all.entries())
      deepStrictEqual(one.specialise(options), alone[i], rounds[0]?.name);
    const other = createSpecialiser(templates);
    for (const [i, options] of [...all.entries()].toReversed()) {
      const { source: _, declarations: __, ...measurable } = alone[i] as (typeof alone)[number];
      deepStrictEqual(other.price(options), measurable, rounds[0]?.name);
    }
    compared += 2 * all.length;
  };
  for (const file of readdirSync(join(PACKAGE_ROOT, 'configs')).toSorted()) {
    if (!file.endsWith('_defconfig')) continue;
    const name = file.slice(0, -'_defconfig'.length);
    onProgress(name);
    for (const phase of PHASES) compare(roundsOf(name, [], phase));
  }
  for (const name of ['default', 'small', 'sandbox', 'multi_instance']) {
    onProgress(`${name}, ${WALK.join(', ')}`);
    compare(roundsOf(name, WALK));
  }
  return compared;
}
