import type { Bytes, Price } from '../../../generator/price/index.ts';
import { PHASE_PREFIX, PHASES, type Phase } from '../../../generator/options/phase.ts';

/** What the price column counts. */
export const MEASURES = ['brotli', 'raw', 'staticData'] as const;

export type Measure = (typeof MEASURES)[number];

const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  brotli: 'brotli',
  raw: 'raw',
  staticData: 'static',
};

/** How the screen calls what it counts: `brotli`, `wasm brotli`. */
export function measureName({ measure, isWasm }: Pick<PriceBoard, 'measure' | 'isWasm'>): string {
  const name = MEASURE_NAMES[measure];
  return isWasm && measure !== 'staticData' ? `wasm ${name}` : name;
}

/** A price that is known. */
export interface KnownPrice {
  readonly price: Price;
  /** The revision of the configuration that it is of. */
  readonly revision: number;
}

export interface KnownTotal {
  /** Undefined for a phase that the configuration does not build, or cannot. */
  readonly bytes: Bytes | undefined;
  /** Why there is no malloc.wasm of it, in a few words. */
  readonly refused?: string | undefined;
  readonly revision: number;
}

/** What is known about the bytes of options and phases. */
export interface PriceBoard {
  /** The symbols that have a price in each phase. */
  readonly symbols: Readonly<Record<Phase, ReadonlySet<string>>>;
  /** The phase in view: the prices are those of it, except of rows that belong to another one. */
  readonly phase: Phase;
  readonly measure: Measure;
  /** The bytes are those of malloc.wasm. */
  readonly isWasm: boolean;
  /** Bytes after brotli that a phase may have. */
  readonly budget: number | undefined;
  readonly prices: ReadonlyMap<string, KnownPrice>;
  readonly totals: ReadonlyMap<Phase, KnownTotal>;
}

/** Where the price of a symbol in a phase is kept. */
export function priceKey(phase: Phase, symbol: string): string {
  return `${phase} ${symbol}`;
}

/** The phase in view; U-Boot proper instead of one that the configuration does not build. */
export function builtPhase({ phase, totals }: PriceBoard): Phase {
  const known = totals.get(phase);
  const isBuilt = known === undefined || known.bytes !== undefined || known.refused !== undefined;
  return isBuilt ? phase : 'u-boot';
}

/** The phase that a symbol is priced in: its own, otherwise the one in view; undefined if it has no price. */
export function pricedPhase(board: PriceBoard, symbol: string | undefined): Phase | undefined {
  if (symbol === undefined) return undefined;
  const own = PHASES.find((phase) => phase !== 'u-boot' && symbol.startsWith(PHASE_PREFIX[phase]));
  const phase = own ?? builtPhase(board);
  return board.symbols[phase].has(symbol) ? phase : undefined;
}

export function hasPrices({ symbols }: Pick<PriceBoard, 'symbols'>): boolean {
  return PHASES.some((phase) => symbols[phase].size > 0);
}
