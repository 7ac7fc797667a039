import { LengthError } from './length-error.ts';
import { MAX_LENGTH } from './lengths.ts';
import type { PhaseView } from './phase-view.ts';
import { if286, own, type Rule } from './rules.ts';
import { numberOf } from './symbols.ts';

/** As in U-Boot, a phase before U-Boot proper has its own symbols, which neither U-Boot's tree nor ours defines. */
const isOwnOn286 = if286(own);

export function hasMcheck(view: PhaseView): boolean {
  return isOwnOn286(view, 'MCHECK_HEAP_PROTECTION');
}

export function hasMcheckLog(view: PhaseView): boolean {
  return hasMcheck(view) && view.isOwnOn('MCHECK_LOG');
}

/**
 * A length that all phases share: 0 where `isNeeded` does not hold.
 * @param usual the one of the specification, for trees without the symbol
 * @throws {LengthError} from the rule, when the symbol holds no length
 */
export function sharedLength(isNeeded: (view: PhaseView) => boolean, usual: number): Rule<number> {
  return (view, name) => {
    if (!isNeeded(view)) return 0;
    const symbol = view.configuration.get(name);
    const value = symbol === undefined ? Number.NaN : numberOf(symbol);
    if (symbol !== undefined && value > MAX_LENGTH) throw LengthError.notALength(symbol);
    return value > 0 ? value : usual;
  };
}
