import { PHASES, type Phase } from '../../../generator/options/phase.ts';
import { hasPrices, MEASURES, priceKey, type PriceBoard } from '../model/price-board.ts';
import type { Model } from '../model/model.ts';
import type { PriceMessage } from '../prices/price-requests.ts';
import { note, step, type Step } from './step.ts';

/** A board on which nothing is known; undefined if no symbol of the tree has a price. */
export function emptyBoard(
  symbolsOf: (phase: Phase) => readonly string[],
  {
    budget,
    isWasm = false,
  }: { readonly budget?: number | undefined; readonly isWasm?: boolean | undefined },
): PriceBoard | undefined {
  const symbols = Object.fromEntries(
    PHASES.map((phase) => [phase, new Set(symbolsOf(phase))]),
  ) as unknown as PriceBoard['symbols'];
  if (!hasPrices({ symbols })) return undefined;
  return {
    symbols,
    phase: 'u-boot',
    measure: 'brotli',
    isWasm,
    budget,
    prices: new Map(),
    totals: new Map(),
  };
}

/** Takes what became known. What is about an earlier configuration is too late. */
export function priced(model: Model, message: PriceMessage): Step {
  const { board, revision } = model;
  if (board === undefined || message.revision !== revision) return step(model);
  if (message.kind === 'total') {
    const totals = new Map(board.totals).set(message.phase, {
      bytes: message.bytes,
      refused: message.refused,
      revision,
    });
    return step({ ...model, board: { ...board, totals } });
  }
  const { phase, symbol, price } = message;
  const prices = new Map(board.prices).set(priceKey(phase, symbol), { price, revision });
  return step({ ...model, board: { ...board, prices } });
}

/** B: counts something else. */
export function otherMeasure(model: Model): Step {
  const { board } = model;
  if (board === undefined) return note(model, 'No option of this tree has a price');
  const next = MEASURES[(MEASURES.indexOf(board.measure) + 1) % MEASURES.length]!;
  return step({ ...model, board: { ...board, measure: next } });
}
