import {
  openSession,
  type AssignedValue,
  type Defconfig,
  type KconfigTree,
  type Session,
} from '../kconfig/index.ts';
import { wasmGoal } from '../lower-phase.ts';
import type { BuildOptions, Phase } from '../options/index.ts';
import { WasmTargetError, type Goal, type WasmRequest } from '../wasm/index.ts';
import { difference, type Bytes } from './bytes.ts';
import { pricedSymbols } from './priced-symbols.ts';
import type { Price } from './price.ts';
import type { Measurer } from './program.ts';
import type { StopSignal } from '../stop-signal.ts';
import { optionsOf, trySwitch, type Switching } from './switching.ts';

/** What a price is asked for with. */
export interface PriceOptions {
  /** The value to price; without it, a bool or tristate is switched. */
  readonly value?: AssignedValue;
  /** Ends the wait. The work ends as well unless others wait for it, or it has begun. */
  readonly signal?: StopSignal | undefined;
}

/** Says what the options of configurations cost. Equal programs are measured once. */
export interface Pricer {
  /**
   * Bytes of a phase; undefined if the configuration does not build it, or cannot.
   * @throws WasmTargetError if the phase has no WebAssembly form, and that is what is priced
   */
  total(config: Defconfig, phase: Phase, signal?: StopSignal): Promise<Bytes | undefined>;
  /**
   * What switching a symbol adds to the bytes of a phase.
   *
   * @throws UnknownSymbolError if the tree does not define the symbol, and AssignedValueError if the value
   * is not one of its type.
   */
  price(config: Defconfig, phase: Phase, symbol: string, options?: PriceOptions): Promise<Price>;
  /** What becomes of the configuration when a symbol is switched, at once and without any bytes. */
  look(config: Defconfig, phase: Phase, symbol: string, value?: AssignedValue): Switching;
  /** The symbols from which a phase takes its options, by name: the others cost nothing by themselves. */
  symbols(phase: Phase): readonly string[];
  /** Ends all work. */
  close(): Promise<void>;
}

/**
 * A pricer for the configurations of one tree. It is quickest with the same configuration again.
 * @param wasm counts the bytes of malloc.wasm, made so; without it, those of malloc.js
 */
export function createPricer(tree: KconfigTree, measurer: Measurer, wasm?: WasmRequest): Pricer {
  let session: Session | undefined;
  let present: Defconfig | undefined;

  const sessionOf = (config: Defconfig): Session => {
    if (session === undefined) session = openSession(tree, config);
    else if (present !== config) session.replace(config);
    present = config;
    return session;
  };

  const measured = (
    options: BuildOptions,
    goal: Goal | undefined,
    signal: StopSignal | undefined,
  ): Promise<Bytes> =>
    measurer.measure({ options, ...(wasm && goal && { module: { goal, ...wasm } }) }, signal);

  /** The same, or why there is no module. */
  const measuredOrRefused = async (
    ...asked: Parameters<typeof measured>
  ): Promise<Bytes | { readonly reason: string }> => {
    try {
      return await measured(...asked);
    } catch (error) {
      if (!(error instanceof WasmTargetError)) throw error;
      return { reason: error.message.replace(/\.$/, '') };
    }
  };

  return {
    async total(config, phase, signal) {
      const current = sessionOf(config);
      const before = optionsOf(current, phase);
      if ('reason' in before) return undefined;
      return measured(before.options, wasmGoal(current, before.options), signal);
    },

    async price(config, phase, symbol, { value, signal } = {}) {
      const current = sessionOf(config);
      const before = optionsOf(current, phase);
      const goalBefore = 'options' in before ? wasmGoal(current, before.options) : undefined;
      const { options, goal, ...switched } = trySwitch(current, phase, symbol, value);
      const price: Price = { symbol, phase, ...switched };
      if (options === undefined) return price;
      if ('reason' in before) {
        const { reason } = before;
        const total = await measuredOrRefused(options, goal, signal);
        return 'reason' in total ? { ...price, reason } : { ...price, total, reason };
      }
      const [now, total] = await Promise.all([
        measuredOrRefused(before.options, goalBefore, signal),
        measuredOrRefused(options, goal, signal),
      ]);
      if ('reason' in total) return { ...price, reason: total.reason };
      if ('reason' in now) return { ...price, total, reason: now.reason };
      return { ...price, total, cost: difference(total, now) };
    },

    look: (config, phase, symbol, value) => trySwitch(sessionOf(config), phase, symbol, value),
    symbols: (phase) => pricedSymbols(tree, phase),
    close: () => measurer.close(),
  };
}
