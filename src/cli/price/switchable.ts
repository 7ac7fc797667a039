import { wasmGoal } from '../../../generator/lower-phase.ts';
import { canonicalForm, phaseOptions } from '../../../generator/options/index.ts';
import type { Phase } from '../../../generator/options/phase.ts';
import type { Pricer } from '../../../generator/price/index.ts';
import type { ConfigurationReading } from '../../../generator/read-configuration.ts';
import type { Wanted } from './wanted.ts';

/** What there is to price in a phase. */
export interface PhaseWanted {
  readonly phase: Phase;
  readonly wanted: readonly Wanted[];
  readonly fixed: readonly string[];
}

/** The options whose switch changes the program of a phase, and those that cannot be switched. */
export function switchable(
  phase: Phase,
  pricer: Pricer,
  isWasm: boolean,
  { defconfig, configuration }: Pick<ConfigurationReading, 'defconfig' | 'configuration'>,
): PhaseWanted {
  const present = phaseOptions(configuration, phase);
  const before = canonicalForm(present);
  const goalBefore = wasmGoal(configuration, present);
  const wanted: Wanted[] = [];
  const fixed: string[] = [];
  for (const symbol of pricer.symbols(phase)) {
    const { options, goal } = pricer.look(defconfig, phase, symbol);
    if (options === undefined) fixed.push(symbol);
    else if (canonicalForm(options) !== before || (isWasm && goal !== goalBefore))
      wanted.push({ phase, symbol });
  }
  return { phase, wanted, fixed };
}
