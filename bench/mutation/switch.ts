/** More steps than a test may take with a mutant. */
export class StepLimitError extends Error {
  constructor() {
    super('the mutant takes too many steps');
  }
}

/** Chooses the mutant that is active, counts steps and notes which places are reached. */
export interface MutantSwitch {
  /** True where a mutant of the place is active; called each time that the place is run. */
  readonly $in: (site: number) => boolean;
  readonly $is: (id: number) => boolean;
  /** A value that no `case` has. */
  readonly $none: symbol;
  active: number;
  activeSite: number;
  steps: number;
  limit: number;
  /** 1 for each place that was run. */
  reached: Uint8Array;
}

export const NO_MUTANT = -1;

export function createSwitch(sites: number): MutantSwitch {
  const all: MutantSwitch = {
    $in(site) {
      all.steps += 1;
      if (all.steps > all.limit) throw new StepLimitError();
      all.reached[site] = 1;
      return site === all.activeSite;
    },
    $is: (id) => id === all.active,
    $none: Symbol('none'),
    active: NO_MUTANT,
    activeSite: NO_MUTANT,
    steps: 0,
    limit: Infinity,
    reached: new Uint8Array(sites),
  };
  return all;
}
