import type { Row } from '../../../generator/kconfig/index.ts';
import type { Model } from '../model/model.ts';
import { measureName, priceKey, pricedPhase, type PriceBoard } from '../model/price-board.ts';
import { span, type Span } from './line.ts';
import type { Phase } from '../../../generator/options/phase.ts';

/** Columns of a price, with the blank before it. */
export const PRICE_COLUMNS = 8;

/** What switching a row adds to its phase; nothing for a row without a price. */
export function priceSpan({ board, revision }: Model, row: Row): Span | undefined {
  if (board === undefined || !row.isVisible || isChosen(row)) return undefined;
  const phase = pricedPhase(board, row.name);
  if (phase === undefined) return undefined;
  const known = board.prices.get(priceKey(phase, row.name!));
  if (known === undefined) return padded('...', 'dim');
  const bytes = known.price.cost?.[board.measure];
  if (bytes === undefined) return padded('-', 'dim');
  // Of an earlier configuration until the new one is known.
  const isOld = known.revision !== revision;
  return padded(signed(bytes), isOld ? 'dim' : bytes < 0 ? 'less' : 'more');
}

/** The member that a choice took is not switched: another one takes its place. */
function isChosen({ kind, value }: Row): boolean {
  return kind === 'member' && value === 'y';
}

function padded(text: string, style: Span['style']): Span {
  return span(text.padStart(PRICE_COLUMNS), style);
}

function signed(bytes: number): string {
  return bytes > 0 ? `+${bytes}` : String(bytes);
}

/** The bytes of a phase, and what is left of the budget: `u-boot 3412 brotli, 588 left`. */
export function totalText({ board }: Model, phase: Phase): string {
  if (board === undefined) return '';
  const known = board.totals.get(phase);
  if (known === undefined) return `${phase} ... ${measureName(board)}`;
  if (known.refused !== undefined) return `${phase} has no malloc.wasm: ${known.refused}`;
  if (known.bytes === undefined) return `${phase} is not built`;
  const total = `${phase} ${known.bytes[board.measure]} ${measureName(board)}`;
  return total + budgetText(board, known.bytes.brotli);
}

function budgetText({ budget, measure }: PriceBoard, brotli: number): string {
  if (budget === undefined) return '';
  const left = budget - brotli;
  const unit = measure === 'brotli' ? '' : ' brotli';
  return left < 0 ? `, ${-left}${unit} over budget` : `, ${left}${unit} left`;
}
