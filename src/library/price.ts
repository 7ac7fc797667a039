import { availableParallelism } from 'node:os';

import { enabledPhases, type Phase } from '../../generator/options/index.ts';
import type { Price } from '../../generator/price/index.ts';
import { readConfiguration } from '../../generator/read-configuration.ts';
import { requireBinaryen, type WasmRequest } from '../../generator/wasm/index.ts';
import { ownPricer } from '../cli/price/own-pricer.ts';
import { switchable } from '../cli/price/switchable.ts';
import { wantedPrices } from '../cli/price/wanted.ts';
import { OptionsError, TEXTS, type Kinds } from '../checked-options.ts';
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
  /** With `wasm`: the byte where the heap begins, a multiple of 8, for modules of that address. */
  readonly wasmAddress?: number | undefined;
  /** With `wasm`: `own` for modules that bring their memory; by default they import it. */
  readonly wasmMemory?: 'imported' | 'own' | undefined;
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
  wasmAddress: {
    words: 'a multiple of 8 from 0 to 4294967288',
    test: (value) =>
      Number.isInteger(value) &&
      Number(value) >= 0 &&
      Number(value) < 2 ** 32 &&
      Number(value) % 8 === 0,
  },
  wasmMemory: {
    words: "'imported' or 'own'",
    test: (value) => value === 'imported' || value === 'own',
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
  const wasm = wasmOf(options);
  const { request } = locateRequest(options, undefined);
  const { configuration, defconfig } = readConfiguration(request);
  const { tree } = configuration;
  const phases = options.phases ?? enabledPhases(configuration);
  const { symbols } = options;
  if (wasm !== undefined) await requireBinaryen();
  const env = options.env ?? process.env;
  const jobs = options.jobs ?? availableParallelism();
  const pricer = ownPricer(tree, { env }, jobs, false, wasm);
  try {
    const wanted =
      symbols === undefined
        ? phases.flatMap(
            (phase) =>
              switchable(phase, pricer, wasm !== undefined, { defconfig, configuration }).wanted,
          )
        : wantedPrices(symbols, phases, tree);
    return await Promise.all(
      wanted.map(({ phase, symbol, ...value }) => pricer.price(defconfig, phase, symbol, value)),
    );
  } finally {
    await pricer.close();
  }
}

/** The modules that are asked for; undefined for JavaScript. */
function wasmOf({ target, wasmAddress, wasmMemory }: PriceOptions): WasmRequest | undefined {
  if (target === 'wasm')
    return {
      ...(wasmAddress !== undefined && { address: wasmAddress }),
      ...(wasmMemory === 'own' && { memory: wasmMemory }),
    };
  const [name] =
    Object.entries({ wasmAddress, wasmMemory }).find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return undefined;
  throw new OptionsError(`price(): ${name} is about malloc.wasm: add target: 'wasm'.`);
}
