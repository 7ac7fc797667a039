import type { Baseline } from './baseline.ts';
import type { NumberedMutant } from './mutant.ts';
import type { CaseRequest } from './protocol.ts';
import type { Target } from './targets.ts';

/** With a mutant, a case may take up to this factor more steps, and a few extra. */
const STEPS_FACTOR = 10;
const STEPS_MORE = 200_000;

/** Runs at most this number of values of a random test: a mutant that survives them survives most. */
const MAX_SAMPLES = 30;

/** Tables are read by many cases, and each of those runs: the longest are left out. */
const MAX_STEPS_OF_TABLES = 1_000_000;

/** The cases that a mutant needs; without any, whether its place runs at all. */
export interface CasesOfMutant {
  readonly requests: readonly CaseRequest[];
  readonly isReached: boolean;
}

/** Values of a random test with which the mutant makes a difference; undefined for other cases. */
function samplesFor(
  { samples, changedInParser }: Baseline,
  { id, isStatic }: NumberedMutant,
): readonly number[] | undefined {
  if (samples === undefined) return undefined;
  const all = [...samples.keys()];
  const chosen =
    isStatic || changedInParser.has(id) ? all : all.filter((i) => samples[i]?.has(id) === true);
  return chosen.slice(0, MAX_SAMPLES);
}

/** Steps of the case as far as the mutant needs it. */
function costOf({ steps, samples }: Baseline, chosen: readonly number[] | undefined): number {
  return samples === undefined || chosen === undefined
    ? steps
    : (steps * chosen.length) / samples.length;
}

/** Chooses the cases that may notice a mutant. */
export class CaseChooser {
  #baselines: readonly Baseline[];
  readonly #target: Target;
  /** Places by file that are not tables. */
  readonly #dynamic = new Map<string, Set<number>>();

  constructor(baselines: readonly Baseline[], target: Target, mutants: readonly NumberedMutant[]) {
    this.#baselines = baselines;
    this.#target = target;
    for (const { file, site, isStatic } of mutants) {
      const known = this.#dynamic.get(file) ?? new Set();
      if (!isStatic) known.add(site);
      this.#dynamic.set(file, known);
    }
  }

  /** Chooses the case no more. */
  leaveOut(index: number): void {
    this.#baselines = this.#baselines.filter((each) => each.index !== index);
  }

  /** The cases in which the mutant makes a difference, those that do least first. */
  casesFor(mutant: NumberedMutant): CasesOfMutant {
    const { only, folder } = this.#target;
    const slow = Object.entries(only).filter(
      ([, path]) => !mutant.file.startsWith(`${folder}/${path}/`),
    );
    const candidates = this.#baselines.filter(
      (each) => !slow.some(([file]) => each.name.startsWith(file)),
    );
    const requests = candidates
      .filter((each) => this.#mayNotice(each, mutant))
      .map((each) => {
        const samples = samplesFor(each, mutant);
        return { each, samples, cost: costOf(each, samples) };
      })
      .toSorted((a, b) => a.cost - b.cost || a.each.index - b.each.index)
      .map(({ each, samples }) => ({
        index: each.index,
        limit: each.steps * STEPS_FACTOR + STEPS_MORE,
        isParsed: mutant.isStatic || each.changedInParser.has(mutant.id),
        samples,
      }));
    const isReached = candidates.some(
      ({ reached, parsed }) => reached.has(mutant.site) || parsed.has(mutant.site),
    );
    return { requests, isReached };
  }

  #mayNotice(each: Baseline, { file, id, site, isStatic }: NumberedMutant): boolean {
    const { reached, parsed, changed, changedInParser } = each;
    if (!isStatic) return changed.has(id) || changedInParser.has(id);
    if (this.#target.isTemplates) return reached.has(site) || parsed.has(site);
    if (each.steps > MAX_STEPS_OF_TABLES) return false;
    // Tables are read by the code beside them, or by that of other modules.
    const sites = this.#dynamic.get(file) ?? new Set();
    for (const other of sites) if (reached.has(other) || parsed.has(other)) return true;
    return sites.size === 0;
  }
}
