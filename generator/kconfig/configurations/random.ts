import { applyDefconfig } from '../evaluation/apply-defconfig.ts';
import type { Defconfig } from '../defconfigs/defconfig.ts';
import { parseDefconfig } from '../defconfigs/read.ts';
import { Configuration } from './configuration.ts';
import { configureReporting } from './configure.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { UnstableConfigurationError } from '../diagnostics/errors.ts';
import { Evaluation } from '../evaluation/evaluation.ts';
import type { ConfigSymbol } from '../tree/model/model.ts';
import type { KconfigTree } from '../tree/tree.ts';
import { isBoolean } from '../values/symbol-type.ts';
import { MOD, NO, type Tristate, YES } from '../values/tristate.ts';

/** How often, of 100 times, a symbol gets a value: what the C program reads from KCONFIG_PROBABILITY. */
export interface Probability {
  /** A bool is y. */
  readonly bool: number;
  /** A tristate is y. */
  readonly yes: number;
  /** A tristate is m. */
  readonly mod: number;
}

export const EVEN_PROBABILITY: Probability = { bool: 50, yes: 33, mod: 33 };

/** How many times a random configuration is read back before the search gives up. */
const MAX_ROUNDS = 20;

/**
 * A random configuration: each bool and tristate without a value in `base` gets one by chance, each
 * choice a member that is visible; numbers and texts keep their defaults. What conditions then forbid
 * is taken away, by reading the result as a `.config` until it stays as it is. Equal seeds give equal
 * configurations. Diagnostics are about the base and the result, not about lines that chance made up.
 *
 * @param seed 32 bits.
 * @throws UnstableConfigurationError when the result changes each time that it is read.
 */
export function configureRandomly(
  tree: KconfigTree,
  seed: number,
  probability: Probability = EVEN_PROBABILITY,
  base?: Defconfig,
): Configuration {
  const evaluation = new Evaluation(tree);
  const reporter = new Reporter();
  if (base) applyDefconfig(evaluation, base, reporter);
  const chance = new Chance(seed);
  giveValues(evaluation, chance, probability);
  pickMembers(evaluation, chance, probability);
  const ofBase = [...(base?.diagnostics ?? []), ...reporter.diagnostics];
  return settle(tree, writtenValues(evaluation), base, ofBase);
}

/** Marsaglia's 32-bit xorshift generator (Xorshift RNGs, 2003), with the shifts 13, 17, 5. */
class Chance {
  #state: number;

  constructor(seed: number) {
    // Seeds that differ in few bits begin alike; multiplying by 2^32 / golden ratio spreads them.
    this.#state = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) || 1;
    for (let round = 0; round < 8; round++) this.below(1);
  }

  /** A whole number from 0 up to but not including `limit`. */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }
}

function giveValues(evaluation: Evaluation, chance: Chance, probability: Probability): void {
  for (const symbol of evaluation.tree.symbols) {
    const { index } = symbol;
    if (!isBoolean(symbol) || symbol.choice) continue;
    const isGiven = symbol.isChoice
      ? evaluation.userMember.get(index) !== undefined
      : evaluation.hasUserValue(symbol);
    if (isGiven) continue;
    evaluation.userTristate[index] = draw(symbol, chance, probability);
    evaluation.setHasUserValue(symbol, true);
  }
  if (!evaluation.tree.deepOrder) evaluation.invalidateAll();
}

function draw({ type }: ConfigSymbol, chance: Chance, { bool, yes, mod }: Probability): Tristate {
  const number = chance.below(100);
  if (type === 'bool') return number < bool ? YES : NO;
  return number < yes ? YES : number < yes + mod ? MOD : NO;
}

/** Goes over the choices until none that is on is left: a member may make further ones visible. */
function pickMembers(evaluation: Evaluation, chance: Chance, probability: Probability): void {
  const open = new Set(evaluation.tree.symbols.filter(({ isChoice }) => isChoice));
  pickInDeepOrder(evaluation, open, chance, probability);
  let wasPicked: boolean;
  do {
    wasPicked = false;
    for (const choice of open) {
      evaluation.calculate(choice);
      const value = evaluation.tristate(choice);
      if (value === NO) continue;
      open.delete(choice);
      wasPicked = true;
      if (evaluation.userMember.get(choice.index)) continue;
      if (value === YES) pickOne(evaluation, choice, chance);
      else pickModules(evaluation, choice, chance, probability);
      evaluation.invalidateAll();
    }
  } while (wasPicked);
}

/**
 * In a tree too deep for recursion all values are worked out after each change. There the choices come in the
 * order of what they depend on, so that a pick changes nothing that has been evaluated, but its members.
 */
function pickInDeepOrder(
  evaluation: Evaluation,
  open: Set<ConfigSymbol>,
  chance: Chance,
  probability: Probability,
): void {
  const { deepOrder = [], modules } = evaluation.tree;
  if (deepOrder.length > 0) evaluation.calculate(modules);
  for (const symbol of deepOrder) {
    evaluation.calculate(symbol);
    const value = evaluation.tristate(symbol);
    if (!symbol.isChoice || value === NO) continue;
    open.delete(symbol);
    if (evaluation.userMember.get(symbol.index)) continue;
    if (value === YES) pickOne(evaluation, symbol, chance);
    else pickModules(evaluation, symbol, chance, probability);
    for (const one of [symbol, ...symbol.members]) evaluation.invalidate(one);
    evaluation.calculate(symbol);
  }
}

function pickOne(evaluation: Evaluation, choice: ConfigSymbol, chance: Chance): void {
  for (const member of choice.members) evaluation.calculate(member);
  const visible = choice.members.filter(({ index }) => evaluation.visible[index] !== NO);
  const picked = visible[chance.below(visible.length)]!;
  for (const member of choice.members) {
    evaluation.userTristate[member.index] = member === picked ? YES : NO;
    evaluation.setHasUserValue(member, true);
    evaluation.prefer(member);
  }
  evaluation.userMember.set(choice.index, picked);
  evaluation.userTristate[choice.index] = YES;
  evaluation.setHasUserValue(choice, true);
}

function pickModules(
  evaluation: Evaluation,
  choice: ConfigSymbol,
  chance: Chance,
  { mod }: Probability,
): void {
  for (const member of choice.members) {
    if (evaluation.hasUserValue(member)) continue;
    evaluation.userTristate[member.index] = chance.below(100) < mod ? MOD : NO;
    evaluation.setHasUserValue(member, true);
  }
}

function writtenValues(evaluation: Evaluation): string {
  return new Configuration(evaluation, new Map(), false, () => []).toConfig();
}

/** What messages would call the text that is read back. */
const MADE_UP = '.config';

/** Reads what was written until writing it gives the same text again. */
function settle(
  tree: KconfigTree,
  first: string,
  base: Defconfig | undefined,
  ofBase: readonly Diagnostic[],
): Configuration {
  const choose = (found: readonly Diagnostic[]): readonly Diagnostic[] => [
    ...ofBase,
    ...found.filter(({ position }) => position.file !== MADE_UP),
  ];
  let text = first;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const defconfig = parseDefconfig(text, MADE_UP, tree.prefix);
    const configuration = configureReporting(tree, defconfig, 'olddefconfig', choose);
    const written = configuration.toConfig();
    if (written === text) return configuration;
    text = written;
  }
  throw new UnstableConfigurationError(base?.file ?? tree.file);
}
