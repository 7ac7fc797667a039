import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  loadKconfig,
  openSession,
  parseDefconfig,
  type KconfigTree,
} from '../../generator/kconfig/index.ts';
import { canonicalForm, type BuildOptions, type Phase } from '../../generator/options/index.ts';
import {
  optionsOf,
  pricedSymbols,
  trySwitch,
  type Switching,
} from '../../generator/price/index.ts';
import { PACKAGE_ROOT } from '../../src/package-root.ts';

/** What a user sees prices of: a configuration, and each with one option switched, equal ones once. */
export interface Round {
  /** What was switched before it. */
  readonly name: string;
  readonly variants: readonly BuildOptions[];
}

let tree: KconfigTree | undefined;

/**
 * Rounds of somebody who switches some symbols of a configuration, one after the other: the first is that of
 * the configuration itself.
 */
export function roundsOf(
  configuration: string,
  switched: readonly string[],
  phase: Phase = 'u-boot',
): readonly Round[] {
  tree ??= loadKconfig({ file: join(PACKAGE_ROOT, 'Kconfig'), srctree: PACKAGE_ROOT });
  const file = join(PACKAGE_ROOT, 'configs', `${configuration}_defconfig`);
  const session = openSession(tree, parseDefconfig(readFileSync(file, 'utf8'), file));
  const rounds: Round[] = [];
  for (const name of [undefined, ...switched]) {
    if (name !== undefined) {
      const { notTaken } = session.set(name, session.get(name)?.value === 'y' ? 'n' : 'y');
      if (notTaken !== undefined) throw new Error(notTaken);
    }
    const variants = new Map<string, BuildOptions>();
    const add = (found: ReturnType<typeof optionsOf> | Switching): void => {
      if ('options' in found && found.options !== undefined)
        variants.set(canonicalForm(found.options), found.options);
    };
    add(optionsOf(session, phase));
    for (const symbol of pricedSymbols(tree, phase)) add(trySwitch(session, phase, symbol));
    rounds.push({ name: name ?? configuration, variants: [...variants.values()] });
  }
  return rounds;
}
