/** What each option of a configuration costs in bytes. */
export { difference, type Bytes } from './bytes.ts';
export type { Price } from './price.ts';
export { pricedSymbols } from './priced-symbols.ts';
export { createPricer, type PriceOptions, type Pricer } from './pricer.ts';
export { programText, type Measurer, type Program } from './program.ts';
export { optionsOf, trySwitch, type Switching } from './switching.ts';
export { openMeasurer, openPricer, type MeasurerRequest, type PricerRequest } from './work/open.ts';
export { localWork, type Work } from './work/local.ts';
