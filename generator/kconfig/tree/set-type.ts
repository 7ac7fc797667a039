import type { Position } from '../diagnostics/position.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { SymbolType } from '../values/symbol-type.ts';
import { draft } from './draft.ts';
import type { ConfigSymbol } from './model/model.ts';
import { nameOf } from './model/names.ts';

/** Gives a symbol its type. The first one counts; a different one is reported. */
export function setType(
  symbol: ConfigSymbol,
  type: SymbolType,
  position: Position,
  reporter: Reporter,
): void {
  if (symbol.type === type) return;
  if (symbol.type === 'unknown') {
    draft(symbol).type = type;
    return;
  }
  reporter.warn(
    'type-redefined',
    position,
    `${nameOf(symbol)}: the type ${type} is ignored, it is ${symbol.type} already`,
    symbol.name,
  );
}
