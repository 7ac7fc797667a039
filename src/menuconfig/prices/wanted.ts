import type { Row } from '../../../generator/kconfig/index.ts';
import { PHASES, type Phase } from '../../../generator/options/phase.ts';
import { rowOfPhase } from '../model/families.ts';
import { placeOf, type Model } from '../model/model.ts';
import { priceKey, pricedPhase } from '../model/price-board.ts';

/** What the screen wants to know about bytes. */
export interface WantedPrices {
  /** The configuration that is asked about. */
  readonly revision: number;
  readonly totals: readonly Phase[];
  /** The most urgent first. */
  readonly prices: readonly { readonly phase: Phase; readonly symbol: string }[];
}

/** What is not known yet of the rows in view, the nearest to the selected one first. */
export function wantedPrices(model: Model): WantedPrices | undefined {
  const { board, revision } = model;
  if (board === undefined) return undefined;
  const prices = rowsInView(model)
    .filter(({ isVisible, type }) => isVisible && (type === 'bool' || type === 'tristate'))
    .filter(({ kind, value }) => kind !== 'member' || value !== 'y')
    .flatMap(({ name }) => {
      const phase = pricedPhase(board, name);
      return phase === undefined ? [] : [{ phase, symbol: name! }];
    })
    .filter(
      ({ phase, symbol }) => board.prices.get(priceKey(phase, symbol))?.revision !== revision,
    );
  const totals = PHASES.filter((phase) => board.totals.get(phase)?.revision !== revision);
  return { revision, totals, prices };
}

/** The rows that could show a price, by their distance to the selected one. */
function rowsInView(model: Model): readonly Row[] {
  const dialog = model.dialogs.find(({ kind }) => kind === 'phases');
  if (dialog?.kind !== 'phases') return nearestFirst(model.rows, placeOf(model).at);
  const { families, at, column } = dialog;
  return nearestFirst(families, at).flatMap(
    (family) => rowOfPhase(model.session, family, PHASES[column]!) ?? [],
  );
}

function nearestFirst<T>(list: readonly T[], at: number): readonly T[] {
  return list
    .map((each, index) => ({ each, distance: Math.abs(index - at) }))
    .toSorted((left, right) => left.distance - right.distance)
    .map(({ each }) => each);
}
