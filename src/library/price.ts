import { availableParallelism } from 'node:os';

import { enabledPhases, type Phase } from '../../generator/options/index.ts';
import type { Price } from '../../generator/price/index.ts';
import { readConfiguration } from '../../generator/read-configuration.ts';
import { requireBinaryen } from '../../generator/wasm/index.ts';
import { ownPricer } from '../cli/price/own-pricer.ts';
import { switchable } from '../cli/price/switchable.ts';
import { wantedPrices } from '../cli/price/wanted.ts';
import { TEXTS, type Kinds } from '../checked-options.ts';
import { checkRequest, CONFIGURATION_KINDS, PHASE_LIST } from './check.ts';
import { locateRequest, type ConfigurationOptions } from './request.ts';

export interface PriceOptions extends ConfigurationOptions {
  /**
   * The symbols to price, without `CONFIG_`: `NAME` to switch it, `NAME=VALUE` to give it a value. Without it,
   * every symbol whose switch changes the module.
   */
  readonly symbols?: readonly string[] | undefined;
  /** Without it, every phase that the configuration enables. */
  readonly phases?: readonly Phase[] | undefined;
  /**
   * `wasm` for bytes of `malloc.wasm` instead of `malloc.js`; binaryen must be installed. A price without
   * bytes has the reason why there is no module.
   */
  readonly target?: 'javascript' | 'wasm' | undefined;
  /** The most threads to work in; as many as the machine has processors, if not given. */
  readonly jobs?: number | undefined;
}

const KINDS: Kinds<PriceOptions> = {
  ...CONFIGURATION_KINDS,
  symbols: TEXTS,
  phases: PHASE_LIST,
  target: {
    words: "'javascript' or 'wasm'",
    test: (value) => value === 'javascript' || value === 'wasm',
  },
  jobs: {
    words: 'a whole number of at least 1',
    test: (value) => Number.isInteger(value) && Number(value) >= 1,
  },
};

/**
 * What each option of a configuration costs: it is switched alone, and the module is made and measured
 * again, as by `mallocgen price`. What was measured before is kept in the user's cache folder.
 * @throws {MallocgenError} when an input is at fault
 */
export async function price(options: PriceOptions): Promise<readonly Price[]> {
  checkRequest(options, KINDS, 'price()');
  const { request } = locateRequest(options, undefined);
  const { configuration, defconfig } = readConfiguration(request);
  const { tree } = configuration;
  const phases = options.phases ?? enabledPhases(configuration);
  const { symbols, target = 'javascript' } = options;
  if (target === 'wasm') await requireBinaryen();
  const env = options.env ?? process.env;
  const jobs = options.jobs ?? availableParallelism();
  const pricer = ownPricer(tree, { env }, jobs, false, target);
  try {
    const wanted =
      symbols === undefined
        ? phases.flatMap(
            (phase) => switchable(phase, pricer, target, { defconfig, configuration }).wanted,
          )
        : wantedPrices(symbols, phases, tree);
    return await Promise.all(
      wanted.map(({ phase, symbol, ...value }) => pricer.price(defconfig, phase, symbol, value)),
    );
  } finally {
    await pricer.close();
  }
}
