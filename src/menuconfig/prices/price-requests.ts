import type { Defconfig } from '../../../generator/kconfig/index.ts';
import type { Phase } from '../../../generator/options/phase.ts';
import { WasmTargetError } from '../../../generator/wasm/errors.ts';
import type { Bytes, Price, Pricer } from '../../../generator/price/index.ts';
import type { WantedPrices } from './wanted.ts';

/** What became known. */
export type PriceMessage =
  | {
      readonly kind: 'priced';
      readonly revision: number;
      readonly phase: Phase;
      readonly symbol: string;
      readonly price: Price;
    }
  | {
      readonly kind: 'total';
      readonly revision: number;
      readonly phase: Phase;
      readonly bytes: Bytes | undefined;
      /** Why there is no malloc.wasm, in a few words. */
      readonly refused?: string;
    };

/** What prices are asked of. */
export type PriceSource = Pick<Pricer, 'total' | 'price' | 'symbols' | 'close'>;

/** How many questions are put at once before keys have their turn. */
const AT_ONCE = 4;

/**
 * Asks for prices in the order in which the screen wants them. Each request takes the place of the one
 * before: what nobody wants any more is not worked out.
 */
export class PriceRequests {
  readonly #source: PriceSource;
  readonly #report: (message: PriceMessage) => void;
  #abort = new AbortController();
  #asked = '';

  constructor(source: PriceSource, report: (message: PriceMessage) => void) {
    this.#source = source;
    this.#report = report;
  }

  /** @param config makes the configuration, which is needed only if something is asked */
  request(wanted: WantedPrices, config: () => Defconfig): void {
    const asked = JSON.stringify(wanted);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.#abort.abort();
    this.#abort = new AbortController();
    if (wanted.totals.length + wanted.prices.length === 0) return;
    void this.#ask(wanted, config, this.#abort.signal);
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.#source.close();
  }

  async #ask(wanted: WantedPrices, config: () => Defconfig, signal: AbortSignal): Promise<void> {
    const { revision } = wanted;
    // The screen is drawn, and keys that are waiting are taken, before each of these.
    await turn();
    if (signal.aborted) return;
    const defconfig = config();
    for (const phase of wanted.totals) {
      this.#follow(this.#total(defconfig, phase, signal), signal, (total) => {
        this.#report({ kind: 'total', revision, phase, ...total });
      });
    }
    for (const [index, { phase, symbol }] of wanted.prices.entries()) {
      if (index % AT_ONCE === AT_ONCE - 1) await turn();
      if (signal.aborted) return;
      this.#follow(this.#source.price(defconfig, phase, symbol, { signal }), signal, (price) => {
        this.#report({ kind: 'priced', revision, phase, symbol, price });
      });
    }
  }

  async #total(
    defconfig: Defconfig,
    phase: Phase,
    signal: AbortSignal,
  ): Promise<{ readonly bytes: Bytes | undefined; readonly refused?: string }> {
    try {
      return { bytes: await this.#source.total(defconfig, phase, signal) };
    } catch (error) {
      if (!(error instanceof WasmTargetError)) throw error;
      const { blamed = 'not one symbol alone' } = error;
      return { bytes: undefined, refused: blamed };
    }
  }

  /** What cannot be measured stays unknown; the commands that make it say why. */
  #follow<T>(answer: Promise<T>, signal: AbortSignal, take: (value: T) => void): void {
    answer.then(
      (value) => {
        if (!signal.aborted) take(value);
      },
      () => undefined,
    );
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
