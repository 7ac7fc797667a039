import type { ConfigSymbol } from '../tree/model/model.ts';
import { letterOf } from '../values/tristate.ts';
import type { Assigned } from './apply-defconfig.ts';
import type { Evaluation } from './evaluation.ts';
import { findOrigin } from './origin.ts';
import type { SymbolValue } from './symbol-value.ts';

/** What a complete evaluation says of a symbol. `isByMode`: an all*config mode gave the values. */
export function symbolValueOf(
  evaluation: Evaluation,
  symbol: ConfigSymbol,
  assigned: Assigned,
  isByMode: boolean,
): SymbolValue {
  const assignment = assigned.get(symbol);
  return Object.freeze({
    name: symbol.name!,
    type: symbol.type,
    value: evaluation.text(symbol),
    origin: findOrigin(evaluation, symbol, assigned, isByMode),
    visible: letterOf(evaluation.visible[symbol.index]!),
    inConfig: symbol.type !== 'unknown' && evaluation.isWritten(symbol),
    ...(assignment && { assigned: assignment }),
  });
}
