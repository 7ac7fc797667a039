import { basename } from 'node:path';

import { enabledPhases, phaseOptions } from '../../../generator/options/index.ts';
import type { Phase } from '../../../generator/options/phase.ts';
import type { Price } from '../../../generator/price/index.ts';
import { requireBinaryen } from '../../../generator/wasm/index.ts';
import type { CommandHost } from '../command-host.ts';
import { EXIT } from '../exit-code.ts';
import { requireJobs } from '../matrix/limits.ts';
import { wasmRequest, wasmTitle, type WasmArguments } from '../inputs/wasm-request.ts';
import { progressOn } from '../progress.ts';
import { relativePaths } from '../relative-paths.ts';
import { ownPricer } from './own-pricer.ts';
import { requireValues } from './require-values.ts';
import { switchable } from './switchable.ts';
import { pricesJson, pricesText, type PhasePrices } from './price-text.ts';
import { readConfiguration, type OneConfigurationArguments } from './read-configuration.ts';
import { wantedPrices, type Wanted } from './wanted.ts';

/** The command line of `mallocgen price`. */
export interface PriceArguments extends OneConfigurationArguments, WasmArguments {
  readonly symbols?: readonly string[] | undefined;
  readonly phase?: readonly Phase[] | undefined;
  readonly jobs: number;
  readonly format: string;
}

/** Runs the command. Throws a `MallocgenError` when the input is bad. */
export async function runPrice(args: PriceArguments, host: CommandHost): Promise<number> {
  requireJobs(args.jobs);
  const wasm = wasmRequest(args);
  const read = readConfiguration(args, true, host);
  const { tree, configuration, path } = read;
  const phases = [...new Set(args.phase ?? enabledPhases(configuration))];
  // What is wrong with a phase is said before any work.
  for (const phase of phases) phaseOptions(configuration, phase);
  const words = args.symbols ?? [];
  const named = words.length === 0 ? undefined : wantedPrices(words, phases, tree);
  requireValues(named ?? [], tree, read.defconfig);
  if (wasm !== undefined) await requireBinaryen();
  const pricer = ownPricer(tree, host, args.jobs, true, wasm);
  const progress = await progressOn(host);
  try {
    // What has no module has no prices either.
    for (const phase of wasm ? phases : []) {
      await pricer.total(read.defconfig, phase);
    }
    const all = phases.map((phase) =>
      named === undefined
        ? switchable(phase, pricer, wasm !== undefined, read)
        : { phase, fixed: [], wanted: named.filter((each) => each.phase === phase) },
    );
    const asked = all.flatMap(({ wanted }) => wanted);
    let done = 0;
    const priced = async ({ phase, symbol, ...value }: Wanted): Promise<Price> => {
      const price = await pricer.price(read.defconfig, phase, symbol, value);
      done += 1;
      progress.count('Measuring options', done, asked.length);
      return price;
    };
    const results: PhasePrices[] = [];
    // They share one queue.
    const measured = all.map(({ wanted }) => Promise.all(wanted.map(priced)));
    await Promise.all(measured);
    for (const [at, { phase, fixed }] of all.entries()) {
      const prices = await measured[at]!;
      if (prices.length === 0 && named !== undefined) continue;
      const total = await pricer.total(read.defconfig, phase);
      const sorted = named === undefined ? prices.toSorted(cheapestFirst) : prices;
      results.push({ phase, total: total!, prices: sorted, fixed });
    }
    progress.end();
    const name = path === undefined ? 'All defaults' : basename(path);
    const text =
      args.format === 'json'
        ? pricesJson(results)
        : pricesText(
            wasm === undefined ? name : `${name}, ${wasmTitle(wasm)}`,
            results,
            named !== undefined,
            args.format === 'markdown',
          );
    host.stdout.write(relativePaths(text, host.cwd()));
    return EXIT.good;
  } finally {
    progress.end();
    await pricer.close();
  }
}

function cheapestFirst(a: Price, b: Price): number {
  return (
    (a.cost?.brotli ?? 0) - (b.cost?.brotli ?? 0) ||
    (a.cost?.raw ?? 0) - (b.cost?.raw ?? 0) ||
    (a.symbol < b.symbol ? -1 : 1)
  );
}
